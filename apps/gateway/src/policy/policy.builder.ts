import type { EventGrantEntry, GrantEntry, PolicyFile } from './policy.file.ts';

/** On choice without a preview, for whoever tests something else. */
const unseen = { preview: { notPossible: 'in a test' } };

/** A grant by choice; complete enough to be applied. */
export const aGrant = (change: Partial<GrantEntry> = {}): GrantEntry => ({
  id: 'by-choice',
  authority: 'parking',
  purpose: 'permit',
  evidenceType: 'residents.address.v1',
  subjectKinds: ['idnr'],
  fields: ['address.street', 'address.place'],
  ground: { kind: 'CHOICE', legalBasis: 'EGovG §5' },
  ...((change.ground?.kind ?? 'CHOICE') === 'CHOICE' && unseen),
  validFrom: '2026-01-01',
  ...change,
});

/** A statutory grant to hear of residents' moves and deaths. */
export const anEventGrant = (change: Partial<EventGrantEntry> = {}): EventGrantEntry => ({
  id: 'to-hear-of-moves',
  authority: 'parking',
  purpose: 'permit',
  evidenceType: 'residents.change-notice.v1',
  fields: ['registered'],
  eventTypes: ['resident.moved.v1', 'resident.died.v1'],
  ground: { kind: 'STATUTE', legalBasis: 'BMG §36' },
  validFrom: '2026-01-01',
  ...change,
});

/** One authority with one client, one purpose, and a grant by choice and one by statute. */
export const aPolicy = (change: Partial<PolicyFile> = {}): PolicyFile => ({
  authorities: [{ id: 'parking', name: 'Parking office', active: true }],
  clients: [{ id: 'parking-hannover', authority: 'parking', active: true }],
  purposes: [{ id: 'permit', title: { de: 'Ausweis', en: 'Permit' } }],
  grants: [
    aGrant(),
    aGrant({
      id: 'by-statute',
      evidenceType: 'vehicles.master-data.v1',
      subjectKinds: ['plate'],
      fields: ['plate', 'make'],
      ground: { kind: 'STATUTE', legalBasis: 'StVG §36' },
    }),
  ],
  ...change,
});
