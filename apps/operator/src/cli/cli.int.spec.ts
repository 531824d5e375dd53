import { eventually } from '#libs/test-kit';
import { DeadLettersStand, later } from '../testing/dead-letters-stand.ts';
import { runCommandLine } from './program.ts';

let stand: DeadLettersStand;
let token: string;
beforeAll(async () => {
  stand = await DeadLettersStand.start();
  token = await stand.operator.surroundings.token('p_paul');
});
afterAll(() => stand.stop());

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function einmal(args: readonly string[], home = '/nowhere'): Promise<Said> {
  let [out, err] = ['', ''];
  const code = await runCommandLine(args, {
    home,
    out: (text) => (out += text),
    err: (text) => (err += text),
    live: false,
    width: 100,
  });
  return { code, out, err };
}

const asPaul = (...args: string[]): Promise<Said> =>
  einmal(['--url', `${stand.operator.url}/`, '--token', token, ...args]);

describe('einmal', () => {
  it('shows the streams as tables, and ends with 3 while something does not answer', async () => {
    const { code, out } = await eventually(
      'the group is shown',
      () => asPaul('streams'),
      (said) => said.out.includes(stand.group.dlq),
    );
    expect(code).toBe(3);
    expect(out).toMatch(/^MISSING {2}relay:residents answers 503$/m);
    expect(out).toMatch(/^TOPIC +PARTITIONS +OFFSETS KEPT$/m);
    const { out: json } = await asPaul('--json', 'streams');
    expect(JSON.parse(json)).toMatchObject({ complete: false });
  });

  it('lists, shows and sums up dead letters', async () => {
    const event = stand.group.parked('k-cli');
    await stand.group.announce('parked', [event]);
    const [letter] = await stand.arrived('k-cli', 1);
    const listed = await asPaul('dead-letters', 'list', '--group', stand.group.group, '--key', 'k-cli');
    expect(listed).toMatchObject({ code: 0 });
    expect(listed.out).toMatch(
      new RegExp(`^${letter!.id} .* resident.moved.v1 .*PARKED +handler-failed: TypeError$`, 'm'),
    );
    expect((await asPaul('dead-letters', 'show', letter!.id)).out).toContain('"changedFields"');
    expect((await asPaul('dead-letters', 'summary')).out).toContain(stand.group.group);
  });

  it('redrives with a progress that ends when the group has answered, and with 3 when events failed again', async () => {
    const [first, second] = [stand.group.parked('k-redrive'), stand.group.parked('k-redrive')];
    await stand.group.announce('parked', [first, second]);
    await stand.arrived('k-redrive', 2);
    const running = asPaul('dead-letters', 'redrive', '--group', stand.group.group, '--key', 'k-redrive');
    await stand.commands(1, 'k-redrive');
    await stand.group.announce('redriven', [first], { at: later() });
    await stand.group.announce('parked', [second], { at: later(), attempts: 9 });
    const { code, out, err } = await running;
    expect({ code, out }).toEqual({
      code: 3,
      out: expect.stringMatching(/is done: 1 of 2 events handled\. 1 failed again/) as string,
    });
    expect(err).toMatch(/2 events of 1 keys\n[^]*█{30} 100 % {2}2 of 2 {2}1 of 1 keys, 1 failed again/);
    const log = await asPaul('audit', '--actor', 'p_paul');
    expect(log.out).toMatch(/ p_paul +dead-letters\.redrive-requested /);
    expect((await asPaul('audit', '--verify')).out).toMatch(/^\d+ entries, the last of .* each follows/);
  });

  it('discards only with a reason', async () => {
    const event = stand.group.parked('k-discard');
    await stand.group.announce('parked', [event]);
    const [letter] = await stand.arrived('k-discard', 1);
    const without = await asPaul('dead-letters', 'discard', letter!.id);
    expect(without.code).toBe(2);
    expect(without.err).toContain('--reason');
    const asked = await asPaul('dead-letters', 'discard', letter!.id, '--reason', 'test data', '--no-wait');
    expect(asked).toMatchObject({
      code: 0,
      out: expect.stringContaining('runs: 1 of 1 events pending') as string,
    });
    await stand.group.announce('discarded', [event], { at: later() });
    await eventually(
      'the event is discarded',
      () => stand.letterOf(event),
      ({ state }) => state === 'DISCARDED',
    );
    const settled = await asPaul('dead-letters', 'redrive', letter!.id);
    expect(settled.code).toBe(1);
    expect(settled.err).toContain('dead-letter-settled');
  });

  it.each([
    [2, ['no-such-command']],
    [2, ['dead-letters', 'list', '--cause', 'bad-luck']],
    [0, ['--help']],
    [1, ['streams']],
    [1, ['--url', 'http://127.0.0.1:1', '--token', 'x', 'streams']],
  ])('ends with %i after %j', async (expected, args) => {
    const { code, out, err } = await einmal(args);
    expect(code).toBe(expected);
    expect(out + err).not.toBe('');
  });

  it('redrives nothing without an id or a selection', async () => {
    expect(await asPaul('dead-letters', 'redrive')).toMatchObject({ code: 1, out: '' });
  });
});
