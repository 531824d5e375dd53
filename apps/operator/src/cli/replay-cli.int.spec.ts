import { ReplayStand } from '../testing/replay-stand.ts';
import { testOperator, type TestOperator } from '../testing/test-operator.ts';
import { runCommandLine } from './program.ts';

const EVENTS = 300;

describe('einmal replay', () => {
  let stand: ReplayStand;
  let operator: TestOperator;
  beforeAll(async () => {
    stand = await ReplayStand.open();
    await stand.write(0, EVENTS, 30);
    operator = await testOperator();
  });
  afterAll(async () => {
    await operator.stop();
    await stand.close();
  });

  async function einmal(person: string, ...args: string[]) {
    let [out, err] = ['', ''];
    const token = await operator.surroundings.token(person);
    const code = await runCommandLine(['--url', operator.url, '--token', token, 'replay', ...args], {
      home: '/nowhere',
      out: (text) => (out += text),
      err: (text) => (err += text),
      live: false,
      width: 100,
    });
    return { code, out, err };
  }

  /** What a command prints that is expected to succeed; a refusal is shown as it was told. */
  async function printed(person: string, ...args: string[]): Promise<string> {
    const { code, out, err } = await einmal(person, ...args);
    if (code !== 0) throw new Error(`einmal replay ${args[0]} ended with ${code}: ${err}`);
    return out;
  }

  it('leads two people from the draft to the report', async () => {
    const order = [
      '--topic',
      stand.topic,
      '--reason',
      'A handler lost events.',
      '--ticket',
      'OPS-3',
      '--rate',
      '9000',
    ];
    const drafted = await printed(
      'p_olga',
      'draft',
      ...order,
      '--target',
      'side-topic',
      '--name',
      stand.sideTopic,
    );
    expect(drafted).toMatch(/^state +draft$/m);
    const [, id = ''] = /^id +(\S+)$/m.exec(drafted) ?? [];
    const counted = await printed('p_olga', 'dry-run', id);
    expect(counted).toMatch(/^resident\.registered\.v1 +30$/m);
    expect(counted).toContain(`${EVENTS} of ${EVENTS} events would be replayed`);
    const seen = await printed('p_paul', 'show', id);
    expect(seen).toMatch(/^resident\.registered\.v1 +30$/m);
    expect(seen).toMatch(/^retention +ok /m);
    const [, hash = ''] = /replay approve \S+ --dry-run (\w{64})$/m.exec(seen) ?? [];
    const own = await einmal('p_olga', 'approve', id, '--dry-run', hash);
    expect(own).toMatchObject({ code: 1, err: expect.stringContaining('replay-self-approval') as string });
    expect(await printed('p_paul', 'approve', id, '--dry-run', hash)).toContain('by p_paul');
    const { code, out, err } = await einmal('p_olga', 'start', id);
    if (code !== 0) throw new Error(`start ended with ${code}: ${err}\n${out}`);
    expect(err).toContain('100 %');
    expect(out).toMatch(new RegExp(`^delivered +${EVENTS} of ${EVENTS} read, 100 %$`, 'm'));
    expect(JSON.parse(await printed('p_paul', 'report', id))).toMatchObject({ verified: true });
    expect(await printed('p_paul', 'report', id, '--jws')).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect(await printed('p_paul', 'list')).toMatch(new RegExp(`^${id} .* done .* 100 +${EVENTS} `, 'm'));
    expect((await einmal('p_paul', 'pause', id)).err).toContain('replay-state-unsuitable');
  });

  it('ends with 3 when the dry run found that it cannot be approved', async () => {
    const order = ['--topic', stand.topic, '--reason', 'A handler lost events.', '--ticket', 'OPS-3'];
    const drafting = ['draft', ...order, '--target'];
    const refused = await einmal('p_olga', ...drafting, 'group', '--name', 'nobody.here');
    expect(refused).toMatchObject({
      code: 1,
      err: expect.stringContaining('consumer-group-unknown') as string,
    });
    const drafted = await printed('p_olga', ...drafting, 'file', '--types', 'resident.died.v1');
    const [, id = ''] = /^id +(\S+)$/m.exec(drafted) ?? [];
    const { code, out } = await einmal('p_olga', 'dry-run', id);
    expect({ code, out }).toEqual({ code: 3, out: expect.stringContaining('FAILED') as string });
  });
});
