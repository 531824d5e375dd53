import { belongs, type Standing } from './belonging.rules.ts';

const residents = 'register.residents.changes.v1';
const own: Standing = {
  topic: residents,
  isAddressed: false,
  source: 'urn:einmal:register:residents',
  type: 'resident.moved.v1',
  isMarked: false,
};
const replayed: Standing = {
  ...own,
  topic: 'vehicles.reactions.deliveries',
  isAddressed: true,
  isMarked: true,
  replay: { id: 'r', origin: `${residents}/3/14` },
};

describe('an event belongs where it stands', () => {
  it.each([
    ['on the topic of its register', own],
    ['of an authority of its register', { ...own, source: `${own.source}:meldebehoerde-goettingen` }],
    ['with a type that this build does not know yet', { ...own, type: 'resident.married.v1' }],
    ['as a replay on deliveries', replayed],
    ['on a topic that is no register’s', { ...own, topic: 'payments.v1', source: 'urn:elsewhere' }],
  ])('%s', (_where, standing: Standing) => {
    expect(belongs(standing)).toBe(true);
  });

  it.each([
    ['of another register', { ...own, source: 'urn:einmal:register:vehicles' }],
    ['with a type of another register', { ...own, type: 'vehicle.transferred.v1' }],
    ['of an authority of another register', { ...own, source: 'urn:einmal:register:vehicles:office' }],
    ['of nobody', { ...own, source: 'urn:elsewhere' }],
    ['of no authority’s form', { ...own, source: `${own.source}:` }],
    ['marked as a replay on a change topic', { ...own, isMarked: true }],
    ['not marked on deliveries', { ...replayed, isMarked: false, replay: undefined }],
    ['marked in a way that names no replay', { ...replayed, replay: undefined }],
    ['as a replay of another register’s topic', { ...replayed, type: 'vehicle.transferred.v1' }],
    [
      'as a replay from another register',
      { ...replayed, replay: { id: 'r', origin: 'register.business.changes.v1/0/1' } },
    ],
  ])('but not %s', (_what, standing: Standing) => {
    expect(belongs(standing)).toBe(false);
  });
});
