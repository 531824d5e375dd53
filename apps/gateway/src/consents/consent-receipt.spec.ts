import { readFileSync } from 'node:fs';
import { aConsent, aNotice } from './consent.builder.ts';
import { type ReceiptContext, receiptFor } from './consent-receipt.rules.ts';
import type { Consent, ConsentEvent } from './consent.entity.ts';

const given = new Date('2026-11-01T10:00:00Z');
const until = new Date('2026-12-01T10:00:00Z');
const consent = {
  ...aConsent({ validUntil: until, maxUses: 1 }),
  state: 'ACTIVE',
  stateChangedAt: given,
  pausedAt: null,
  pausedWhileAwaiting: false,
  actedWith: null,
  validFrom: given,
  uses: 0,
  nextUseAt: null,
  supersedes: null,
} satisfies Consent;
const event = (change: Partial<ConsentEvent>): ConsentEvent => ({
  id: 1,
  consentId: consent.id,
  type: 'GIVEN',
  fromState: null,
  toState: 'ACTIVE',
  actor: 'SUBJECT',
  actedBy: consent.citizen,
  at: given,
  ...change,
});
const context: ReceiptContext = {
  notice: aNotice(),
  events: [event({})],
  acting: { as: 'ONESELF', by: consent.citizen, for: consent.citizen },
  recipient: {
    name: 'Parking office',
    address: 'Am Markt 1, 30159 Hannover',
    contact: 'parking@example.org',
  },
  source: { name: 'residents', title: { de: 'Melderegister', en: 'residents register' } },
  titles: { 'address.street': { de: 'Straße', en: 'Street' } },
  purposeTitle: { de: 'Bewohnerparken', en: 'Resident parking' },
  retention: 'P2Y',
  publicUrl: 'https://gateway.example',
};

/** Names of all members, at whatever depth. */
const namesIn = (value: unknown): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, member]) => [
        ...(Array.isArray(value) ? [] : [name]),
        ...namesIn(member),
      ])
    : [];

const page = readFileSync(new URL('../../../../docs/receipt.md', import.meta.url), 'utf8');
const [held = '', omitted = ''] = page.split('## What it leaves out');
const elements = (part: string): string[] =>
  [...part.matchAll(/^\| `(\w+)` \| [MO] \|/gm)].map(([, name]) => name!);

describe('a receipt', () => {
  const names = new Set(namesIn(receiptFor(consent, context)));

  it('holds every element of its page, and none that the page leaves out', () => {
    expect(elements(held).filter((name) => !names.has(name))).toEqual([]);
    expect(elements(omitted).filter((name) => names.has(name))).toEqual([]);
  });

  it('has no name that its page does not explain', () => {
    const sections = ['pii_processing', 'purposes', 'party_identification', 'events'];
    const inside = ['sha256', 'version', 'text', 'kind', 'norm', 'method', 'url', 'as', 'by', 'for'];
    const known = new Set([...elements(held), ...sections, ...inside, 'acting', 'purpose_description']);
    expect([...names].filter((name) => !known.has(name))).toEqual([]);
  });

  it('says what was shown, chosen and may be done, in the language of the text', () => {
    expect(receiptFor(consent, context)).toMatchObject({
      schema_version: 'ISO/IEC TS 27560:2023',
      record_id: consent.id,
      pii_principal_id: consent.citizen,
      pii_processing: {
        privacy_notice: { sha256: aNotice().sha256, text: aNotice().text },
        language: 'en',
        purposes: [
          {
            purpose: 'permit',
            purpose_description: 'Resident parking',
            lawful_basis: { kind: 'CHOICE', norm: 'EGovG §5' },
            pii_information: [
              { pii_type: 'Street', pii_attribute_id: 'address.street' },
              { pii_type: 'address.place', pii_attribute_id: 'address.place' },
            ],
            pii_controllers: ['parking'],
            processing_method: 'one retrieval',
            retention_period: 'P2Y',
          },
        ],
        withdrawal_method: { url: `https://gateway.example/v1/consents/${consent.id}/withdrawal` },
      },
    });
  });

  it('has no address of an authority of which the policy knows none', () => {
    const [party] = receiptFor(consent, { ...context, recipient: { name: 'P' } }).party_identification;
    expect(Object.keys(party!)).toEqual(['party_id', 'party_name', 'party_type', 'party_role']);
  });

  it('says how far apart retrievals lie', () => {
    const apart = { ...consent, maxUses: null, minIntervalS: 86_400 };
    expect(receiptFor(apart, context).pii_processing.purposes[0]).toMatchObject({
      processing_method: 'single retrievals, at least 86400 s apart',
    });
  });

  it('says who brought about each state, and how long it holds', () => {
    const at = new Date('2026-11-15T10:00:00Z');
    const events = [
      event({}),
      event({ type: 'PAUSED', toState: 'PAUSED', at }),
      event({ type: 'ENDED_BY_DEATH', toState: 'ENDED_BY_DEATH', actor: 'EVENT', actedBy: null, at: until }),
    ];
    const told = receiptFor(consent, { ...context, events }).events;
    expect(told.map((each) => [each.event_state, each.entity_id, each.validity_duration])).toEqual([
      ['ACTIVE', consent.citizen, '2026-11-01T10:00:00.000Z/2026-12-01T10:00:00.000Z'],
      ['PAUSED', consent.citizen, 'PT0S'],
      ['ENDED_BY_DEATH', 'residents', 'PT0S'],
    ]);
  });
});
