import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Procedures } from '#libs/client';
import { formsFolder, loadForms } from '#libs/forms';
import { aVisit } from '../web/visit.builder.ts';
import { submissionView } from './submission.page.tsx';

const definition = loadForms(formsFolder).get('resident-parking-permit')!;
const form = { ...definition, evidenceTypes: [], definition } as unknown as Procedures.WholeForm;
const HOME = 'residents.parking-permit.v1';
const decision = {
  outcome: 'REFUSED' as const,
  isAutomatic: false,
  reason: 'Es fehlt etwas.',
  decidedAt: '2026-11-28T10:00:00Z',
};
const withoutPaper = 'Es kam nach der Rückfrage nicht.';

/** The case of a clerk, of one source that no register told. */
function htmlOf(source: object, over: object = {}, language: 'de' | 'en' = 'de'): string {
  const submission = {
    id: '0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f',
    form: form.id,
    formVersion: 1,
    authority: 'a',
    state: 'IN_REVIEW',
    receivedAt: '2026-11-27T10:00:00Z',
    version: 1,
    statements: [],
    evidence: [{ evidenceType: HOME, state: 'NOT_RELEASED', ...source }],
    rules: [],
    messages: [],
    ...over,
  } as unknown as Procedures.InboxSubmission;
  const view = submissionView(aVisit({ language }), { submission, form, types: new Map() });
  return renderToString(view.main as VNode);
}

const brought = { way: 'BRING_PAPER', paper: { state: 'OPEN' } };
const name = definition.sources[0]!.paper!.de;

it('waits for a paper until it is decided, and says then that it was decided without it, and why', () => {
  expect(htmlOf(brought)).toMatch(new RegExp(`Papier fehlt noch<.*${name}`));
  const decided = htmlOf(brought, { state: 'DECIDED', decision, withoutPaper });
  expect(decided).not.toMatch(/Papier fehlt noch|legt den Nachweis auf Papier vor/);
  expect(decided).toMatch(
    new RegExp(`Ohne dieses Papier entschieden<.*${name}.*href="#without-paper">Warum<`),
  );
  expect(decided).toMatch(new RegExp(`id="without-paper">Ohne Papier entschieden, denn:.*${withoutPaper}`));
  const english = htmlOf(brought, { state: 'DECIDED', decision, withoutPaper }, 'en');
  expect(english).toMatch(/Decided without this paper<.*href="#without-paper">Why</);
});

it('leads to no reason that nobody gave', () => {
  const decided = htmlOf(brought, { state: 'DECIDED', decision: { ...decision, isAutomatic: true } });
  expect(decided).toContain('Ohne dieses Papier entschieden<');
  expect(decided).not.toContain('#without-paper');
});

it('says of a paper that it was brought, also after the decision', () => {
  const seen = { way: 'BRING_PAPER', paper: { state: 'SEEN', seenOn: '2026-11-28' } };
  for (const over of [{}, { state: 'DECIDED', decision }]) {
    expect(htmlOf(seen, over)).toMatch(/hat den Nachweis auf Papier vorgelegt.*Papier liegt vor</);
    expect(htmlOf(seen, over)).not.toContain('Ohne dieses Papier');
  }
});

it('names the paper for what the person entered, as long as it can be asked for', () => {
  expect(htmlOf({ way: 'ENTER_IT' })).toContain(`Das Formular nennt als Papier dafür: „${name}“.`);
  expect(htmlOf({ way: 'ENTER_IT' }, { state: 'DECIDED', decision })).not.toContain('nennt als Papier dafür');
});
