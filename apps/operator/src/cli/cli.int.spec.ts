import { serviceOfGroup } from '#libs/contracts';
import { eventually } from '#libs/test-kit';
import { FakeGroup, vanish } from '../testing/consumer-group.ts';
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

  it('waits no longer than a group may take to answer, and shows what was asked for', async () => {
    const event = stand.group.parked('k-cli-silent');
    await stand.group.announce('parked', [event]);
    await stand.arrived('k-cli-silent', 1);
    const running = asPaul('dead-letters', 'redrive', '--key', 'k-cli-silent');
    await stand.commands(1, 'k-cli-silent');
    const { redrives } = (await stand.get('/redrives')).body as unknown as { redrives: { id: string }[] };
    const { id } = redrives[0]!;
    await stand.unanswered(id);
    const { code, out } = await running;
    const said = `Redrive ${id} is not answered: 1 of 1 events pending.`;
    expect([code, out.includes(said)]).toEqual([3, true]);
    expect((await asPaul('dead-letters', 'redrives', id)).out).toContain(said);
    expect((await asPaul('dead-letters', 'redrives')).out).toMatch(
      new RegExp(`^${id} .* p_paul +REDRIVE +RUNNING, unanswered +1 +0 +0$`, 'm'),
    );
    expect(JSON.parse((await asPaul('--json', 'dead-letters', 'redrives', id)).out)).toMatchObject({ id });
  });

  it('asks an absent group for a discard without waiting, and says what was left out of a redrive', async () => {
    const other = await FakeGroup.start();
    const [kept, gone] = [stand.group, other].map((group) => group.parked('k-cli-absent'));
    await stand.group.announce('parked', [kept!]);
    await other.announce('parked', [gone!]);
    await eventually(
      'both letters arrive',
      async () => (await stand.get('?key=k-cli-absent')).body['deadLetters'] as object[],
      ({ length }) => length === 2,
    );
    await vanish(other.group);
    const service = serviceOfGroup(other.group);
    const redrive = await asPaul('dead-letters', 'redrive', '--key', 'k-cli-absent', '--no-wait');
    const left = `Left out: 1 event of ${other.group}, which Kafka did not know. Start the service ${service}, then ask again.`;
    expect([redrive.code, redrive.out.includes(left)]).toEqual([3, true]);
    const [, id = ''] = /^Redrive (\S+)/.exec(redrive.out) ?? [];
    expect((await asPaul('dead-letters', 'redrives', id)).out).toContain(left);
    const json = JSON.parse((await asPaul('--json', 'dead-letters', 'redrives', id)).out) as object;
    expect(json).toMatchObject({ leftOut: [{ group: other.group, events: 1 }] });
    const discard = await asPaul('dead-letters', 'discard', '--group', other.group, '--reason', 'no use');
    const waits = `carried out when the service ${service} runs again`;
    expect([discard.code, discard.out.includes(waits)]).toEqual([3, true]);
    await other.stop();
  });

  it('shows what others wrote as text that moves no cursor', async () => {
    const event = stand.group.parked('k-escapes', '\u009b2J.v1');
    await stand.group.announce('parked', [event], { cause: '\u001b[2J\u202eno' });
    const [letter] = await stand.arrived('k-escapes', 1);
    for (const args of [['list', '--key', 'k-escapes'], ['show', letter!.id], ['summary']]) {
      const { out } = await asPaul('dead-letters', ...args);
      expect(out).toContain('[U+009B]2J.v1');
      expect(out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
    }
    const json = await asPaul('--json', 'dead-letters', 'show', letter!.id);
    expect(json.out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(JSON.parse(json.out)).toMatchObject({ type: event.type, cause: '\u001b[2J\u202eno' });
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
