import type { ManagedProcess } from '#libs/local-services';
import { eventually } from '#libs/test-kit';
import { sendJson } from '../deploy/local/http-json.ts';
import { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import { tokenOf } from '../deploy/local/token-of.ts';
import { today } from '../deploy/sample/days.ts';
import { sample } from '../deploy/sample/sample.ts';

type Register = 'residents' | 'residents-goettingen';

interface Receipt {
  readonly id: string;
}

interface RecordRead {
  readonly id: string;
  readonly closedOn: string | null;
  readonly movedTo: string | null;
  readonly feedbackFrom: string | null;
}

interface Moved {
  readonly former: string;
  readonly present: string;
}

const hannover = { ags: '03241001', postcode: '30159', place: 'Hannover' };
const goettingen = { ags: '03159016', postcode: '37073', place: 'Göttingen' };
const home = { street: 'Musterwall', houseNumber: '21', residenceType: 'SOLE' };
const act = { ground: 'a journey of the tests' };

describe('residents who move from Hannover to Göttingen, between two processes', () => {
  let stack: IsolatedStack;
  let processes: Record<Register, ManagedProcess>;
  let people: readonly Record<string, unknown>[];

  beforeAll(async () => {
    stack = await IsolatedStack.start(['identity', 'residents', 'residents-goettingen']);
    const [residents, ofGoettingen] = await Promise.all([
      stack.startApp('residents'),
      stack.startApp('residents-goettingen'),
      stack.startApp('identity'),
    ]);
    processes = { residents, 'residents-goettingen': ofGoettingen };
    const demo = sample({
      seed: 7,
      residents: 80,
      vehicles: 2,
      referenceDate: '2026-01-01',
      lockedSince: today(),
    });
    people = [...demo]
      .map(({ record }) => record as unknown as Record<string, unknown>)
      .filter(({ birthDate }) => typeof birthDate === 'string' && birthDate < '2000');
  });
  afterAll(() => stack?.stop());

  const post = async <T>(register: Register, path: string, body: object): Promise<T> => {
    const token = await tokenOf(stack.endpoints, `officer-${register}`);
    return sendJson<T>({ method: 'POST', url: stack.endpoints.apps[register] + path, token, body });
  };
  const read = async <T>(register: Register, path: string): Promise<T> => {
    const token = await tokenOf(stack.endpoints, `officer-${register}`);
    return sendJson<T>({ method: 'GET', url: stack.endpoints.apps[register] + path, token });
  };
  const person = (n: number): object => {
    const { idnr, familyName, givenNames, birthDate, gender } = people[n] ?? {};
    return { idnr, familyName, givenNames, birthDate, gender };
  };
  const register = async (n: number): Promise<string> => {
    const addresses = [{ ...hannover, ...home, movedInOn: '2020-01-01' }];
    const body = { ...act, effectiveOn: '2020-01-01', ...person(n), addresses };
    return (await post<Receipt>('residents', '/v1/residents', body)).id;
  };
  const move = async (n: number): Promise<string> => {
    const addresses = [{ ...goettingen, ...home, movedInOn: '2026-03-01' }];
    const formerHome = { ags: hannover.ags };
    const body = { ...act, effectiveOn: '2026-03-01', ...person(n), addresses, formerHome };
    return (await post<Receipt>('residents-goettingen', '/v1/residents', body)).id;
  };
  const restart = async (name: Register): Promise<void> => {
    processes[name] = await stack.startApp(name);
  };

  /** The one end of every move, whatever was killed on the way. */
  async function untilMoved({ former, present }: Moved): Promise<void> {
    await eventually(
      'the former record is closed, and its feedback is there',
      async () => [
        await read<RecordRead>('residents', `/v1/residents/${former}`).catch(() => undefined),
        await read<RecordRead>('residents-goettingen', `/v1/residents/${present}`).catch(() => undefined),
      ],
      ([before, after]) =>
        before?.movedTo === 'meldebehoerde-goettingen' &&
        before.closedOn === '2026-03-01' &&
        after?.feedbackFrom === null,
    );
    const types = async (name: Register, id: string): Promise<readonly string[]> =>
      (await read<{ type: string }[]>(name, `/v1/residents/${id}/history`)).map(({ type }) => type);
    expect(await types('residents', former)).toEqual(['resident.registered.v1', 'resident.moved-away.v1']);
    expect(await types('residents-goettingen', present)).toEqual([
      'resident.registered.v1',
      'resident.feedback-received.v1',
    ]);
  }

  it('have one record that is closed, with its history, and one that is answered for', async () => {
    const former = await register(0);
    await untilMoved({ former, present: await move(0) });
  });

  it('end there also where the register of the former home is killed in the middle', async () => {
    const ids: string[] = [];
    for (let n = 1; n <= 10; n += 1) ids.push(await register(n));
    const moves: Moved[] = [];
    for (const [index, former] of ids.entries()) {
      moves.push({ former, present: await move(index + 1) });
      if (index === 5) await processes.residents.kill9();
    }
    await restart('residents');
    for (const moved of moves) await untilMoved(moved);
  });

  it('end there also where the register of the new home is killed in the middle', async () => {
    const ids: string[] = [];
    for (let n = 11; n <= 20; n += 1) ids.push(await register(n));
    const moves: Moved[] = [];
    for (const [index, former] of ids.entries()) moves.push({ former, present: await move(index + 11) });
    await processes['residents-goettingen'].kill9();
    await restart('residents-goettingen');
    for (const moved of moves) await untilMoved(moved);
  });
});
