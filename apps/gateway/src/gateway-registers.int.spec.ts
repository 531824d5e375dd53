import type { DisclosureAnswer, Permit } from '#libs/contracts';
import { DemoGateway, excerpt, vehicle } from './testing/demo-gateway.ts';
import { evidenceFor } from './testing/fake-register.ts';
import type { Answer } from './testing/test-gateway.ts';

let gateway: DemoGateway;
beforeAll(async () => {
  gateway = await DemoGateway.start();
});
afterAll(() => gateway.inner.stop());
beforeEach(() => gateway.calmRegisters());

const expectUnavailable = async (answer: Answer, status: string): Promise<void> => {
  expect({ status: answer.status, code: answer.body.code }).toEqual({
    status: 503,
    code: 'register-unavailable',
  });
  expect(answer.headers.get('retry-after')).toBe('2');
  expect(await gateway.decisionOf(answer.body.lookupId)).toMatchObject({ permitted: true, status });
};

describe('a register that', () => {
  it('hangs is given up on', async () => {
    gateway.inner.registers.vehicles.behaviour = () => 'hang';
    const hung = await Promise.all(Array.from({ length: 12 }, () => gateway.lookUp(vehicle)));
    for (const answer of hung) await expectUnavailable(answer, 'REGISTER_UNAVAILABLE');
  });

  it('comes back is asked again', async () => {
    expect((await gateway.lookUp(vehicle)).body.status).toBe('EVIDENCE');
  });

  it('answers garbage is unavailable', async () => {
    gateway.inner.registers.vehicles.behaviour = () => 'garbage';
    await expectUnavailable(await gateway.lookUp(vehicle), 'REGISTER_UNAVAILABLE');
  });

  it('releases a field too many releases nothing', async () => {
    gateway.inner.registers.vehicles.behaviour = (permit) =>
      evidenceFor({ ...permit, fields: [...permit.fields, 'holder.birthDate'] });
    await expectUnavailable(await gateway.lookUp(vehicle), 'REGISTER_UNAVAILABLE');
  });

  it('refuses one permit of a batch fails that lookup only', async () => {
    gateway.inner.registers.vehicles.behaviour = (permit) =>
      permit.subject === 'H-AB 1'
        ? { decisionId: permit.decisionId, status: 'REFUSED', reason: 'replayed' }
        : evidenceFor(permit);
    const asked = ['H-AB 1', 'H-AB 2'].map((plate) => gateway.lookUp({ ...vehicle, subject: { plate } }));
    const [refused, answered] = await Promise.all(asked);
    await expectUnavailable(refused!, 'REGISTER_REFUSED');
    expect(answered?.body.status).toBe('EVIDENCE');
  });

  it('answers one permit of a batch with what is no answer, or with none, fails that lookup only', async () => {
    const wrong: Record<string, (permit: Permit) => DisclosureAnswer | undefined> = {
      'H-AB 1': (permit) => ({ ...evidenceFor(permit), decisionId: 'another' }),
      'H-AB 2': (permit) => evidenceFor(permit, ['NUL \u0000']),
      'H-AB 3': () => undefined,
    };
    gateway.inner.registers.vehicles.behaviour = (permit) => (wrong[permit.subject] ?? evidenceFor)(permit);
    const plates = ['H-AB 4', 'H-AB 1', 'H-AB 5', 'H-AB 2', 'H-AB 3', 'H-AB 6'];
    const answers = await Promise.all(
      plates.map((plate) => gateway.lookUp({ ...vehicle, subject: { plate } })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 503, 200, 503, 503, 200]);
    for (const index of [1, 3, 4]) await expectUnavailable(answers[index]!, 'REGISTER_UNAVAILABLE');
  });

  it('is down is unavailable at once', async () => {
    await gateway.inner.registers.business.stop();
    await expectUnavailable(await gateway.lookUp(excerpt, gateway.procurement), 'REGISTER_UNAVAILABLE');
  });
});

describe('many lookups at once', () => {
  it('go to the register in few batches, each answered by its own', async () => {
    const plates = Array.from({ length: 100 }, (_, index) => `H-AB ${index + 1}`);
    const answers = await Promise.all(
      plates.map((plate) => gateway.lookUp({ ...vehicle, subject: { plate } })),
    );
    const ids = new Set(answers.map((answer) => answer.body.lookupId));
    expect(ids.size).toBe(100);
    const permits = new Map(gateway.inner.registers.vehicles.permits.map((p) => [p.decisionId, p.subject]));
    answers.forEach((answer, index) => expect(permits.get(answer.body.lookupId!)).toBe(plates[index]));
  });
});
