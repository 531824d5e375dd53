import { renderToString } from 'preact-render-to-string';
import { hasSignedOut, type View, type Visit } from '../web/index.ts';
import { Footer, Header, type Site } from './frame.tsx';
import { SessionWarning } from './session-warning.tsx';
import { words } from './words.ts';

const say = words({
  site: ['Einmal – Angaben nur einmal machen', 'Einmal – tell us only once'],
  skip: ['Zum Inhalt springen', 'Skip to content'],
  back: ['Zurück', 'Back'],
  signedOut: ['Sie sind abgemeldet.', 'You are signed out.'],
});

/** Of every page; asked for with the style, so that they are there when it is. */
const fonts = ['fonts/fira-400.woff2', 'fonts/fira-600.woff2'];

/** A whole page. What it shows is escaped by the renderer; there is no way around it in these files. */
export function documentOf(view: View, visit: Visit, site: Site): string {
  const { language } = visit;
  const t = say(language);
  const html = (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <title>{`${view.title} – Einmal`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="description" content={t.site} />
        <link rel="stylesheet" href={site.assets.address('portal.css')} />
        {fonts.map((font) => (
          <link
            rel="preload"
            href={site.assets.address(font)}
            as="font"
            type="font/woff2"
            crossorigin="anonymous"
          />
        ))}
        <link rel="icon" href={site.assets.address('favicon.svg')} type="image/svg+xml" />
        <script type="module" src={site.assets.address('portal.js')} />
        {view.script !== undefined && <script type="module" src={site.assets.address(view.script)} />}
      </head>
      <body class="kern-layer kern-level-0">
        <a class="skip-link kern-link" href="#main">
          {t.skip}
        </a>
        <Header visit={visit} site={site} />
        <main id="main" class="kern-container">
          {hasSignedOut(visit) && (
            <p class="kern-body" role="status" data-signed-out="">
              {t.signedOut}
            </p>
          )}
          {view.back !== undefined && (
            <p class="back-link">
              <a class="kern-link" href={view.back}>
                {t.back}
              </a>
            </p>
          )}
          {view.main}
        </main>
        {site.visitors !== 'everybody' && <Footer language={language} session={visit.open} />}
        <SessionWarning visit={visit} />
      </body>
    </html>
  );
  return `<!doctype html>${renderToString(html)}`;
}
