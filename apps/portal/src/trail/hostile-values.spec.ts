import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { SignedInVisit } from '../web/index.ts';
import { entryView } from './entry.page.tsx';
import { reportView } from './report.page.tsx';
import type { Entry } from './trail.rules.ts';

const marks = '<img src=x onerror=alert(1)>"\u202ekcab\u2066';
const title = { de: 'Adresse', en: 'Address' };
const visit: SignedInVisit = {
  language: 'de',
  path: '/de/trail/x',
  open: {
    cookie: 'c',
    lastsUntil: new Date(0),
    endsAt: new Date(0),
    session: { formKey: 'k', tokens: {}, applications: {} },
  },
  person: { subject: 's', level: 'high' },
};
const entry: Entry = {
  lookupId: '0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f',
  at: '2026-11-27T10:00:00Z',
  authority: { id: 'a', name: marks },
  purpose: { id: 'p', title },
  evidenceType: { id: 'residents.address.v1', title },
  fields: ['address.street', 'residenceType', 'movedInOn', 'nationalities', 'season'].map((path) => ({
    path,
    title,
  })),
  outcome: 'DISCLOSED',
  stage: 'LOOKUP',
  recipient: 'AUTHORITY',
  startedBy: 'AUTHORITY',
  caseReference: marks,
};
const content = (evidence: Readonly<Record<string, unknown>>) => ({
  lookupId: 'l',
  status: 'EVIDENCE' as const,
  evidenceType: 'residents.address.v1',
  evidence,
});
const htmlOf = ({ main }: { readonly main: unknown }): string => renderToString(main as VNode);

it('shows marks of a page and of direction in a value as what they are', () => {
  const html = htmlOf(entryView(visit, entry, { content: content({ address: { street: marks } }) }));
  expect(html).not.toContain('<img');
  expect(html).toContain('&lt;img src=x onerror=alert(1)>');
  expect(html).toContain('[U+202E]kcab[U+2066]');
  expect(html).toMatch(/<bdi translate="no"[^>]*>&lt;img/);
  const typed = htmlOf(reportView(visit, entry, { about: 'VALUE', text: marks }, ['write']));
  expect(typed).not.toContain('<img');
});

it('shows codes and days as people write them, and nothing of what is not there', () => {
  const evidence = {
    residenceType: 'MAIN',
    movedInOn: '2020-04-00',
    nationalities: ['000', '105'],
    season: { from: 4, to: 10 },
    address: { street: null },
  };
  const html = htmlOf(entryView(visit, entry, { content: content(evidence) }));
  for (const shown of ['Hauptwohnung', 'April 2020', 'deutsch, Schlüssel 105', 'April bis Oktober'])
    expect(html).toContain(shown);
  expect(html).not.toMatch(/null|undefined|\[object|MAIN|\{/);
});
