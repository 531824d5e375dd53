import { concealmentFaults } from './concealment.rules.ts';
import { aGrant, anEventGrant, aPolicy } from './policy.builder.ts';

const service = { id: 'service', name: 'Service', active: true, concealed: 'BMG §11' };
const withSuccessor = (change: object) => ({
  authorities: [
    { ...service, until: '2026-12-31', successor: 'heir' },
    { id: 'heir', name: 'Heir', active: true, ...change },
  ],
});
const statute = { kind: 'STATUTE', legalBasis: 'BMG §34(4)' } as const;

it.each<[string, object, readonly string[]]>([
  ['by statute', { grants: [aGrant({ authority: 'service', ground: statute })] }, []],
  [
    'on choice',
    { grants: [aGrant({ authority: 'service' })] },
    ["/grants/by-choice: rests on a person's will, and its authority is concealed"],
  ],
  [
    'of events, on consent',
    {
      grants: [],
      eventGrants: [anEventGrant({ authority: 'service', ground: { kind: 'CONSENT', legalBasis: 'BMG' } })],
    },
    ["/grants/to-hear-of-moves: rests on a person's will, and its authority is concealed"],
  ],
  ['left to one that is concealed', withSuccessor({ concealed: 'BMG §11' }), []],
  [
    'left to one that is not',
    withSuccessor({}),
    ['/authorities/service: is concealed, and its successor is not'],
  ],
])('judges what an authority has whose retrievals are concealed: %s', (_story, change, faults) => {
  expect(concealmentFaults(aPolicy({ authorities: [service], grants: [], ...change }))).toEqual(faults);
});
