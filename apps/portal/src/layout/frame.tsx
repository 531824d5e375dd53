import type { VNode } from 'preact';
import type { Assets } from '../assets/index.ts';
import type { ServiceName, Visitors } from '../portal.config.ts';
import type { Language } from '../sessions/index.ts';
import { hasSignedOut, ownPath, type Visit } from '../web/index.ts';
import { Icon } from './kern.tsx';
import { menuOf } from './page-menu.ts';
import { RegisterText } from './register-text.tsx';
import { sessionEndsText } from './session-warning.tsx';
import { fullName, words } from './words.ts';

/** Whose pages these are, and where their files lie. */
export interface Site {
  readonly assets: Assets;
  readonly visitors: Visitors | 'everybody';
  readonly siteLabel: string;
  /** Services as tokens name them. */
  readonly resources?: Readonly<Partial<Record<ServiceName, string>>>;
}

const say = words({
  menu: ['Seiten', 'Pages'],
  other: ['English', 'Deutsch'],
  signIn: ['Anmelden', 'Sign in'],
  signOut: ['Abmelden', 'Sign out'],
  everywhere: ['Überall abmelden', 'Sign out everywhere'],
  signedInAs: ['Angemeldet', 'Signed in'],
  simple: ['Einfache Sprache', 'Easy language'],
  accessibility: ['Barrierefreiheit', 'Accessibility'],
});

const other: Readonly<Record<Language, Language>> = { de: 'en', en: 'de' };

/** The same page in the other language. */
const inOther = (path: string, language: Language): string =>
  path.replace(/^\/(de|en)(?=[/?]|$)/, `/${other[language]}`);

/** Where somebody is, for coming back; of the page of the login itself, where that goes on. */
function onwards(visit: Visit): string {
  const { path, query = '' } = visit;
  if (hasSignedOut(visit)) return path;
  const goesOn = new URLSearchParams(query).get('to');
  return ownPath(goesOn ?? path + query) ?? path;
}

/** With what was selected; a way on after a login leads to the other language, too, and never away. */
function inOtherWith({ path, query = '', language }: Visit): string {
  const asked = new URLSearchParams(path === '/callback' ? '' : query);
  const goesOn = ownPath(asked.get('to') ?? undefined);
  if (goesOn === undefined) asked.delete('to');
  else asked.set('to', inOther(goesOn, language));
  const kept = asked.toString();
  return inOther(path, language) + (kept && `?${kept}`);
}

export const Header = ({ visit, site }: { readonly visit: Visit; readonly site: Site }): VNode => {
  const { language, path } = visit;
  const t = say(language);
  const session = visit.open?.session;
  const menu = menuOf(site.visitors, visit, site.resources);
  const [here] = menu
    .map(([below]) => `/${language}${below}`)
    .filter((href) => path === href || (href !== `/${language}` && path.startsWith(`${href}/`)))
    .toSorted((one, other) => other.length - one.length);
  return (
    <header class="site-header">
      <div class="kern-kopfzeile">
        <div class="kern-container">
          <div class="kern-kopfzeile__content">
            <span class="kern-kopfzeile__label" {...(language !== 'de' && { lang: 'de' })}>
              {site.siteLabel}
            </span>
          </div>
        </div>
      </div>
      <div class="kern-container site-bar">
        <a class="site-name" href={`/${language}`}>
          Einmal
        </a>
        {menu.length > 0 && (
          <nav aria-label={t.menu}>
            <ul class="site-menu">
              {menu.map(([below, title]) => {
                const href = `/${language}${below}`;
                const isHere = href === here;
                return (
                  <li>
                    <a class="kern-link" href={href} {...(isHere && { 'aria-current': 'page' })}>
                      {title[language === 'de' ? 0 : 1]}
                    </a>
                  </li>
                );
              })}
            </ul>
          </nav>
        )}
        <div class="site-tools">
          <a class="kern-link" href={inOtherWith(visit)} lang={other[language]} hreflang={other[language]}>
            <Icon name="language" />
            {t.other}
          </a>
          {session?.person ? (
            <form method="post" action={`/${language}/logout`}>
              <input type="hidden" name="formKey" value={session.formKey} />
              <button class="kern-btn kern-btn--tertiary kern-btn--x-small" type="submit">
                <span class="kern-label">{t.signOut}</span>
              </button>
            </form>
          ) : site.visitors === 'everybody' ? null : (
            <a
              class="kern-link"
              href={`/${language}/login?to=${encodeURIComponent(onwards(visit))}`}
              rel="nofollow"
            >
              {t.signIn}
            </a>
          )}
        </div>
      </div>
      {session?.person && <Who visit={visit} />}
    </header>
  );
};

/** Who is signed in; on a phone in one line. */
const Who = ({ visit: { language, open } }: { readonly visit: Visit }): VNode | null => {
  if (open?.session.person === undefined) return null;
  const name = fullName(open.session.person);
  return (
    <div class="kern-container site-who">
      <p class="kern-body kern-body--small">
        {say(language).signedInAs}
        {name !== '' && ': '}
        {name !== '' && <RegisterText>{name}</RegisterText>}
      </p>
    </div>
  );
};

export const Footer = ({
  language,
  session,
}: {
  readonly language: Language;
  readonly session: Visit['open'];
}): VNode => {
  const t = say(language);
  return (
    <footer class="site-footer">
      <div class="kern-container">
        {session?.session.person && (
          // Without script the time stands here; with script a warning comes in time.
          <p class="kern-body kern-body--small" data-session-says="">
            {sessionEndsText(session.lastsUntil, language)}
          </p>
        )}
        <ul class="site-menu">
          <li>
            <a class="kern-link" href={`/${language}/simple`}>
              <Icon name="easy-language" />
              {t.simple}
            </a>
          </li>
          <li>
            <a class="kern-link" href={`/${language}/accessibility`}>
              {t.accessibility}
            </a>
          </li>
          {session?.session.person && (
            <li>
              <a class="kern-link" href={`/${language}/logout`}>
                {t.everywhere}
              </a>
            </li>
          )}
        </ul>
      </div>
    </footer>
  );
};
