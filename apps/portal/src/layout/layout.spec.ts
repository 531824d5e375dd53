import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Assets } from '../assets/index.ts';
import { loginView } from '../login/login.page.tsx';
import type { Visit } from '../web/index.ts';
import { aVisit } from '../web/visit.builder.ts';
import { Checkbox } from './checks.tsx';
import { dayAMonthAfter, exactTimeText, instantText, timeText } from './dates.ts';
import { documentOf } from './document.tsx';
import { TextInput } from './form.tsx';
import { Header } from './frame.tsx';
import { SmallPart } from './kern.tsx';
import { Folded } from './lists.tsx';
import { menuOf } from './page-menu.ts';
import { SessionWarning } from './session-warning.tsx';
import { AuthorityName, Naming } from './register-text.tsx';
import { ToldValue } from './told-value.tsx';

const html = (node: unknown): string => renderToString(node as VNode);
const site = { assets: {} as Assets, visitors: 'citizens', siteLabel: 'Test' } as const;

it.each([
  ['2027-01-31T11:00:00Z', '2027-02-28'],
  ['2028-01-30T11:00:00Z', '2028-02-29'],
  ['2026-11-30T11:00:00Z', '2026-12-30'],
  ['2026-12-31T11:00:00Z', '2027-01-31'],
  // In Berlin it is the next day already.
  ['2026-10-30T23:30:00Z', '2026-11-30'],
  ['2026-06-30T22:30:00Z', '2026-08-01'],
])('counts a month after %s to %s', (instant, day) => {
  expect(dayAMonthAfter(instant)).toBe(day);
});

it.each([
  ['/de/trail', '?register=residents&after=x', '/en/trail?register=residents&after=x'],
  ['/de/login', '?to=%2Fde%2Ftrail&level=high', '/en/login?to=%2Fen%2Ftrail&level=high'],
  ['/de/login', '?to=https%3A%2F%2Fevil.example', '/en/login'],
  ['/de', '', '/en'],
  ['/callback', '?code=x', '/callback'],
])('offers the same page in the other language, and nothing else: %s%s', (path, query, other) => {
  const shown = html(Header({ visit: { language: 'de', path, query }, site }));
  expect(shown).toContain(`href="${other.replaceAll('&', '&amp;')}" lang="en"`);
});

it.each([
  ['/de/trail', '?register=residents', '%2Fde%2Ftrail%3Fregister%3Dresidents'],
  ['/de/login', '?to=%2Fde%2Ftrail', '%2Fde%2Ftrail'],
  ['/de', '?signedOut=yes', '%2Fde'],
])('comes back after a login to where somebody was: %s%s', (path, query, to) => {
  const shown = html(Header({ visit: { language: 'de', path, query }, site }));
  expect(shown).toContain(`href="/de/login?to=${to}"`);
});

it('tells the hint of a checkbox, and ties it to its input', () => {
  const shown = html(
    Checkbox({ name: 'agrees', label: 'L', hint: 'Wofür', faults: [], language: 'de', isChecked: false }),
  );
  expect(shown).toContain('aria-describedby="agrees-hint"');
  expect(shown).toMatch(/id="agrees-hint"[^>]*>Wofür/);
});

it('lets nobody write more into a form than can be sent', () => {
  const shown = html(TextInput({ name: 't', label: 'L', value: '', rows: 5, faults: [], language: 'de' }));
  const most = Number(/maxlength="(\d+)"/i.exec(shown)?.[1]);
  // As `application/x-www-form-urlencoded` writes a character of the Basic Multilingual Plane at most.
  expect(encodeURIComponent('字'.repeat(most)).length).toBeLessThan(64 * 1024);
});

it('offers the login where a session is over', () => {
  expect(html(SessionWarning({ visit: aVisit() }))).toMatch(
    /data-when="over" hidden><a [^>]*href="\/de\/login\?to=%2Fde%2Ftrail%2Fx/,
  );
});

it.each([
  ['substantial', aVisit(), true],
  ['high', { language: 'de', path: '/de/login' }, true],
  ['substantial', { language: 'de', path: '/de/login' }, false],
] as const)('says of a step up to %s what it is for, and greets a stranger', (level, visit, isStep) => {
  const { main } = loginView(visit, { goesOn: '/de', level, isOver: false, visitors: 'citizens' });
  expect(html(main).includes('Für diesen Schritt')).toBe(isStep);
});

it.each([
  ['2027-05', 'Mai 2027'],
  ['2027-05-17', '17. Mai 2027'],
  ['2027-13', '2027-13'],
])('writes a day or a month of a register as people do: %s', (value, shown) => {
  expect(html(ToldValue({ path: 'nextInspectionMonth', value, language: 'de' }))).toContain(shown);
});

it('has the German names of authorities spoken as German on English pages', () => {
  const named = (language: 'de' | 'en') => html(AuthorityName({ children: 'Landeshauptstadt', language }));
  expect([named('en').includes('lang="de"'), named('de').includes('lang')]).toEqual([true, false]);
});

it('has the name alone spoken as German within an English sentence', () => {
  const told = (authority: string | undefined) =>
    html(Naming({ authority, language: 'en', children: 'Then Amt X asked, and Amt X was told.' }));
  expect(told('Amt X').replaceAll(/<span lang="de"><bdi[^>]*>Amt X<\/bdi><\/span>/g, '*')).toBe(
    'Then * asked, and * was told.',
  );
  expect(told(undefined)).toBe('Then Amt X asked, and Amt X was told.');
});

it.each([instantText, timeText, exactTimeText])('keeps “Uhr” in the line of its number', (textOf) => {
  expect(textOf('2026-11-30T11:00:00Z', 'de')).toMatch(/00\u00a0Uhr$/);
});

it.each(['h3', 'h4'] as const)('puts into a summary what HTML lets in there, and a heading %s', (level) => {
  const head = SmallPart({ children: 'A' });
  const shown = html(Folded({ id: 'x', level, title: 'T', head }));
  const [, summary = ''] = /<summary[^>]*>(.*)<\/summary>/.exec(shown)!;
  expect(summary.match(/<\w+/g)).toEqual([`<${level}`, '<span', '<span']);
  // Within a span a heading would be none that HTML knows.
  expect(summary.startsWith(`<${level}`)).toBe(true);
});

it.each([
  ['/de', '?signedOut=yes', {}, true],
  ['/de', '?signedOut=yes', aVisit(), false],
  ['/de', '?signedOut=Du+bist+gehackt', {}, false],
  ['/de', '', {}, false],
  ['/de/trail', '?signedOut=yes', {}, false],
] as const)('tells of a logout on the start page alone, and to nobody who is signed in: %s%s', (...given) => {
  const [path, query, { open }, isTold] = given as readonly [string, string, Partial<Visit>, boolean];
  const visit = { language: 'de', ...(open && { open }), ...{ path, query } } as const;
  const assets: Pick<Assets, 'address'> = { address: (name) => name };
  const shown = documentOf({ title: 'T', main: 'M' }, visit, { ...site, assets: assets as Assets });
  expect(shown.includes('<p class="kern-body" role="status" data-signed-out>Sie sind abgemeldet.')).toBe(
    isTold,
  );
  expect(shown).not.toContain('gehackt</p>');
});

describe('the menu of the console', () => {
  const resources = { operator: 'http://operator', gateway: 'http://gateway' };
  const held = { token: 't', until: 0 };
  const paths = (path: string, services: readonly (keyof typeof resources)[]): readonly string[] => {
    const tokens = Object.fromEntries(services.map((service) => [resources[service], held]));
    const visit = aVisit({ path, session: { tokens } });
    return menuOf('operators', visit, resources).map(([to]) => to.split('/')[1] ?? '');
  };

  it.each([
    // Refused there.
    ['/de/ops/audit', [], ['']],
    ['/de/ops/audit', ['operator'], ['', 'ops', 'ops', 'ops', 'ops', 'ops']],
    ['/de/logout', ['operator'], ['', 'ops', 'ops', 'ops', 'ops', 'ops']],
    ['/de/dev/try/x', ['gateway'], ['', 'dev']],
    ['/de/dev', ['gateway', 'operator'], ['', 'ops', 'ops', 'ops', 'ops', 'ops', 'dev']],
    ['/de/logout', [], ['']],
  ] as const)('leads where whoever looks has a role: at %s with %j to %j', (path, services, to) => {
    expect(paths(path, services)).toEqual(to);
  });
});
