import { DemoGateway, vehicle } from './testing/demo-gateway.ts';
import { REGISTER_TIMEOUT_MS } from './testing/test-gateway.ts';

let gateway: DemoGateway;
beforeAll(async () => {
  gateway = await DemoGateway.start();
});
afterAll(() => gateway.inner.stop());

beforeEach(() => {
  gateway.calmRegisters();
  gateway.inner.registers.vehicles.behaviour = () => 'hang';
});

it('goes on answering while a register hangs', async () => {
  const consentId = await gateway.chosenId();
  const begun = performance.now();
  const hung = Array.from({ length: 12 }, () => gateway.lookUp(vehicle));
  const other = await gateway.lookUp({ consentId });
  expect(other.body.status).toBe('EVIDENCE');
  expect(performance.now() - begun).toBeLessThan(REGISTER_TIMEOUT_MS);
  await Promise.all(hung);
  expect(performance.now() - begun).toBeLessThan(2 * REGISTER_TIMEOUT_MS);
});

it('makes nobody wait longer for a register that hangs because others wait already', async () => {
  const timed = async (): Promise<number> => {
    const begun = performance.now();
    expect((await gateway.lookUp(vehicle)).body.code).toBe('register-unavailable');
    return performance.now() - begun;
  };
  const waits: Promise<number>[] = [];
  for (let round = 0; round < 4; round++) {
    waits.push(timed());
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(Math.max(...(await Promise.all(waits)))).toBeLessThan(2 * REGISTER_TIMEOUT_MS);
});
