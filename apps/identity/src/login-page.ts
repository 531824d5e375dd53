import type { AssuranceLevel } from '#libs/contracts';

import type { Realm } from './clients-file.ts';
import { escapeHtml, page } from './page-frame.ts';
import { type Fault, type Language, pageWords } from './page-words.ts';

/** Somebody who may log in, by one account or several. */
export interface OfferedPerson {
  readonly name: string;
  readonly about: Readonly<Record<Language, string>> | undefined;
  /** Of staff: the authority; the same person may work for another one too. */
  readonly authority?: string | undefined;
  readonly ways: readonly OfferedWay[];
}

export interface OfferedWay {
  readonly login: string;
  readonly acr: AssuranceLevel;
  /** The day on which the login plays, where that is not today. */
  readonly on?: string | undefined;
  /** Why it is of no use here. */
  readonly unfit?: Exclude<Fault, 'unknown'> | undefined;
}

export interface LoginPage {
  readonly uid: string;
  readonly language: Language;
  /** Name of the client that asks for the login, in German. */
  readonly client: string;
  readonly realm: Realm;
  readonly people: readonly OfferedPerson[];
  readonly leastAcr?: AssuranceLevel;
  /** What was wrong with the attempt before. */
  readonly fault?: Fault;
}

const isFit = ({ unfit }: OfferedWay): boolean => unfit === undefined;

/** Plain forms, usable with keyboard, screen reader and `curl` (`POST login=<name>`). */
export function loginPage(login: LoginPage): string {
  const { uid, language, client, realm, people, leastAcr, fault } = login;
  const words = pageWords[language];
  const action = `/interaction/${escapeHtml(uid)}`;
  const fit = people.filter(({ ways }) => ways.some(isFit));
  const others = people.filter((person) => !fit.includes(person));
  const logins = people.flatMap(({ ways }) => ways.filter(isFit)).map((way) => escapeHtml(way.login));
  const named = `<b lang="de">${escapeHtml(client)}</b>`;
  const list = (some: readonly OfferedPerson[]) =>
    `<ul>${some.map((each) => card(each, login)).join('')}</ul>`;
  return page(
    language,
    words.title,
    `${fault === undefined ? '' : `<p role="alert" id="fault" tabindex="-1" autofocus>${words.faults[fault]}</p>`}
    <p>${words.asks(named)}</p><p>${words.choose[realm]}</p>
    ${leastAcr === undefined || leastAcr === 'low' ? '' : `<p><b>${words.needs[realm][leastAcr]}</b></p>`}
    <form method="post" action="${action}">${list(fit)}</form>
    ${others.length === 0 ? '' : `<details><summary>${words.others}</summary>${list(others)}</details>`}
    <form method="post" action="${action}/cancellation"><button class="second" type="submit">${words.cancel}</button></form>
    <h2>${words.byName}</h2>
    <form method="post" action="${action}">
      <label for="login">${words.accountName}</label>
      <input id="login" name="login" list="logins" required autocomplete="off" autocapitalize="none" spellcheck="false"${
        fault === undefined ? '' : ' aria-invalid="true" aria-describedby="fault"'
      }>
      <datalist id="logins">${logins.map((each) => `<option value="${each}"></option>`).join('')}</datalist>
      <p class="muted">${words.accounts} ${logins.join(', ')}</p>
      <button class="second" type="submit">${words.signIn}</button>
    </form>`,
  );
}

function card({ name, about, authority, ways }: OfferedPerson, login: LoginPage): string {
  const words = pageWords[login.language];
  const title = escapeHtml(name);
  return `<li class="person"><h2>${title}</h2>
    ${authority === undefined ? '' : `<p class="muted" lang="de">${escapeHtml(authority)}</p>`}
    ${about === undefined ? '' : `<p>${escapeHtml(about[login.language])}</p>`}
    ${ways.map((each, place) => way(each, words.as(title), login, place === 0)).join('')}</li>`;
}

function way(
  { login, acr, on, unfit }: OfferedWay,
  as: string,
  { language, realm, leastAcr }: LoginPage,
  isFirst: boolean,
): string {
  const words = pageWords[language];
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  const date = on === undefined ? '' : `, ${words.onDay(day.format(Date.parse(on)))}`;
  const by = words.by[realm][acr] + date;
  if (unfit === undefined)
    return `<button name="login" value="${escapeHtml(login)}"${isFirst ? '' : ' class="second"'}>${words.signIn} ${by}<span class="only-read"> ${as}</span></button>`;
  const why = unfit === 'level' && leastAcr ? words.needs[realm][leastAcr] : words.noTask;
  return `<p class="muted">${words.unfit} ${by}. ${why}</p>`;
}

/** A page that people may go back to. */
export interface Home {
  readonly client: string;
  readonly uri: string;
}

/** What a person is told, and in which words: a login that ended, or one that was never begun rightly. */
export interface LoginFailure {
  readonly language: Language;
  readonly kind: 'expired' | 'notStarted';
  /** In English, for whoever runs the client; comes from the library, never from a register. */
  readonly detail?: string | undefined;
  readonly homes: readonly Home[];
}

export function errorPage({ language, kind, detail, homes }: LoginFailure): string {
  const words = pageWords[language];
  const links = homes.map(({ client, uri }) => {
    const name = `<span lang="de">${escapeHtml(client)}</span>`;
    return `<a class="way" href="${escapeHtml(uri)}">${words.backTo(name)}</a>`;
  });
  return page(
    language,
    words.failed,
    `<p role="alert">${words[kind]}</p>${links.length === 0 ? `<p>${words.back}</p>` : links.join('')}
    ${detail === undefined ? '' : `<p class="muted">${words.technical}: <span lang="en">${escapeHtml(detail)}</span></p>`}`,
  );
}
