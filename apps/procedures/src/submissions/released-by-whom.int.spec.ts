import { randomUUID } from 'node:crypto';
import { eventually } from '#libs/test-kit';
import { drafted, handIn } from '../testing/handing-in.ts';
import { testProcedures, type TestProcedures } from '../testing/test-procedures.ts';

const RESIDENTS = 'residents.parking-permit.v1';
const said = { status: 'EVIDENCE', lookupId: randomUUID(), evidence: { address: { zone: 'H-1' } } };

let on: TestProcedures;
beforeAll(async () => {
  on = await testProcedures();
});
afterAll(() => on.stop());

/** An application of Anna with a release in her name, of which the gateway says this. */
async function worked(gatewaySays: object, state: string): Promise<Record<string, unknown>> {
  const draft = await drafted(on.anna, { zone: 'H-1' });
  const release = await on.released(RESIDENTS, () => ({ status: 200, body: { ...said, ...gatewaySays } }));
  const { body } = await handIn(on.anna, draft, [{ evidenceType: RESIDENTS, release }]);
  return eventually(
    `it is ${state}`,
    async () => (await on.petra('GET', `/v1/submissions/${body['id'] as string}`)).body,
    (each) => each['state'] === state,
  );
}

describe('evidence that is not what the envelope says', () => {
  it.each<[string, object]>([
    ['of somebody else', { giver: 'c29tZWJvZHkgZWxzZQ' }],
    ['for another purpose', { purpose: 'housing-benefit' }],
    ['of another type', { evidenceType: 'vehicles.parking-permit.v1' }],
  ])('decides nothing: %s', async (_story, gatewaySays) => {
    expect(await worked(gatewaySays, 'IN_REVIEW')).toMatchObject({
      evidence: [{ state: 'LOST', problem: 'release-unknown' }, {}],
      rules: [{ met: 'UNKNOWN' }],
    });
  });
});

it('is the applicant’s own where the gateway says so, and decided by the rules', async () => {
  expect(await worked({}, 'DECIDED')).toMatchObject({ evidence: [{ isForAnother: false }, {}] });
});

it('is found by the entry of the data trail of who applied, by nobody else, and not where it is another’s', async () => {
  const foundBy = async (lookup: string, who = on.anna) =>
    (await who('GET', `/v1/me/submissions?lookup=${lookup}`)).body['submissions'];
  const [own, childs] = [randomUUID(), randomUUID()];
  const { id } = await worked({ lookupId: own }, 'DECIDED');
  const other = await worked({ lookupId: childs, givenFor: 'dGhlIGNoaWxk' }, 'IN_REVIEW');
  expect(await foundBy(own)).toMatchObject([{ id }]);
  expect([await foundBy(own, on.bert), await foundBy(childs)]).toEqual([[], []]);
  const entryOf = async (submission: unknown) =>
    (await on.anna('GET', `/v1/me/submissions/${String(submission)}`)).body['sources'];
  expect(await entryOf(id)).toMatchObject([{ lookupId: own }, {}]);
  expect(JSON.stringify(await entryOf(other['id']))).not.toContain(childs);
});

it('is looked at by a clerk where the applicant released it for another person, and the clerk is told', async () => {
  expect(await worked({ givenFor: 'dGhlIGNoaWxk' }, 'IN_REVIEW')).toMatchObject({
    evidence: [{ state: 'EVIDENCE', isForAnother: true }, {}],
    rules: expect.arrayContaining([expect.objectContaining({ rule: 'released-for-oneself', met: 'NO' })]),
  });
});

it.each([
  ['alone', {}, false],
  ['with a second one', { isGivenJointly: true }, true],
])(
  'is looked at by a clerk, who is told that an officer released it for the company, %s',
  async (_how, how, isGivenJointly) => {
    const said = { givenFor: 'dGhlIGNvbXBhbnk', givenAs: 'OFFICER', ...how };
    const { evidence, rules } = await worked(said, 'IN_REVIEW');
    expect(evidence).toMatchObject([{ isForAnother: true, givenAs: 'OFFICER', isGivenJointly }, {}]);
    expect(rules).not.toContainEqual(expect.objectContaining({ rule: 'released-for-oneself' }));
  },
);
