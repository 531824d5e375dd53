import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { SignedInVisit } from '../web/index.ts';
import { representedView } from './represented.page.tsx';
import type { Entry } from './trail.rules.ts';

const title = { de: 'Adresse', en: 'Address' };
const visit: SignedInVisit = {
  language: 'de',
  path: '/de/trail/represented',
  open: {
    cookie: 'c',
    lastsUntil: new Date(0),
    endsAt: new Date(0),
    session: { formKey: 'k', tokens: {}, applications: {} },
  },
  person: { subject: 'mother', level: 'high' },
};
const entryBy = (by: string): Entry => ({
  lookupId: '0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f',
  at: '2026-11-27T10:00:00Z',
  purpose: { id: 'p', title },
  evidenceType: { id: 'residents.address.v1', title },
  fields: [{ path: 'address.street', title }],
  outcome: 'DISCLOSED',
  stage: 'PREVIEW',
  recipient: 'PERSON',
  startedBy: 'PERSON',
  acting: { as: 'PARENT', by, for: 'child' },
  basis: { kind: 'CHOICE', legalBasis: 'x', consentId: 'consent' },
});
const typed = { for: 'PARENT', childIdnr: '09360148259', childBirthDate: '21.06.2017' };
const htmlWith = (entry: Entry, next?: string): string => {
  const told = { stories: [{ entry }], awaited: ['a', 'b'], ...(next !== undefined && { next }) };
  return renderToString(representedView(visit, typed, { told }).main as VNode);
};

it('says of what another parent looked at neither that it was shown to oneself nor on which permission', () => {
  const [own, others] = [htmlWith(entryBy('mother')), htmlWith(entryBy('father'))];
  expect(own).toMatch(/Nur Ihnen gezeigt.*href="\/de\/receipts\/consent"/s);
  expect(others).toContain('Der Behörde nicht übermittelt');
  expect(others).toContain('Ohne Angabe der Behörde');
  expect(others).not.toMatch(/Nur Ihnen gezeigt|receipts/);
});

it('goes on to older entries of the same child by a form, so that no number stands in an address', () => {
  const html = htmlWith(entryBy('mother'), 'last');
  expect(html).toContain('name="after" value="last"');
  expect(html).toContain('name="awaited" value="a.b"');
  expect(html).toMatch(/type="hidden" name="childIdnr" value="09360148259"/);
  expect(html).not.toMatch(/href="[^"]*09360148259/);
  expect(htmlWith(entryBy('mother'))).not.toContain('name="after"');
});
