import { decodeJwt } from 'jose';
import { eventually } from '#libs/test-kit';
import type { ReplayDto } from '../../apps/operator/src/replays/replay.dto.ts';
import { ReplayStand } from '../../apps/operator/src/testing/replay-stand.ts';
import { ConsoleStand, type Visitor } from './testing/console-stand.ts';

const EVENTS = 300;
const hostile = '<script>alert(1)</script> and "quotes" \'too\'';

let events: ReplayStand;
let stand: ConsoleStand;
let olga: Visitor;
let paul: Visitor;

beforeAll(async () => {
  events = await ReplayStand.open();
  await events.write(0, EVENTS, 10);
  stand = await ConsoleStand.start();
  [olga, paul] = await Promise.all([stand.signedIn('p_olga'), stand.signedIn('p_paul')]);
});
afterAll(async () => {
  await stand?.stop();
  await events?.close();
});

const typed = (change: object = {}) => ({
  topic: events.topic,
  kind: 'side-topic',
  name: events.sideTopic,
  ratePerSecond: '100000',
  reason: `A handler lost what it was told. ${hostile}`,
  ticket: 'OPS-17',
  ...change,
});

async function drafted(change: object = {}): Promise<string> {
  const { status, location = '' } = await olga.send('/de/ops/replays/new', typed(change));
  expect([status, location]).toEqual([303, expect.stringMatching(/^\/de\/ops\/replays\/[0-9a-f-]{36}$/)]);
  return location;
}

const replayAt = async (path: string): Promise<ReplayDto> =>
  (await stand.operator.call('GET', path.replace('/de/ops', '/v1'))).body as unknown as ReplayDto;

async function counted(path: string): Promise<string> {
  expect((await olga.send(path, { step: 'dry-run' })).status).toBe(303);
  const { dryRun } = await eventually(
    'it is counted',
    () => replayAt(path),
    (replay) => replay.dryRun !== undefined,
  );
  return dryRun!.hash;
}

describe('a replay at the console', () => {
  it('goes from draft to signed report, approved by another person as it was seen', async () => {
    const path = await drafted();
    const draft = await olga.open(path);
    expect(draft.html).toContain('&lt;script>alert(1)&lt;/script>');
    expect(draft.html).not.toContain('<script>');
    expect(draft.html).toContain(`npm run -s einmal -- replay draft --topic ${events.topic}`);
    const hash = await counted(path);
    const seen = (await paul.open(path)).html;
    for (const part of [hash, 'resident.moved.v1', '<svg', 'Dieser Zählung zustimmen', `--dry-run ${hash}`])
      expect(seen).toContain(part);
    expect((await olga.open(path)).html).not.toContain('Dieser Zählung zustimmen');
    const own = await olga.send(path, { step: 'approval', dryRunHash: hash });
    expect([own.status, own.html.includes('Zustimmen muss eine andere Person')]).toEqual([403, true]);

    expect((await paul.send(path, { step: 'approval', dryRunHash: hash })).status).toBe(303);
    expect((await olga.send(path, { step: 'start' })).status).toBe(303);
    await eventually(
      'it is done',
      () => replayAt(path),
      ({ state }) => state === 'done',
    );
    expect((await paul.open(path)).html).toContain('Unterschriebenen Bericht herunterladen');
    const report = await paul.open(`${path}/report`);
    expect(decodeJwt(report.html)).toMatchObject({ outcome: 'done', asked: { by: 'p_olga' } });
    const { body } = await stand.operator.call('GET', `/v1/audit?object=${path.split('/').at(-1)}`);
    const steps = (body['entries'] as { action: string; actor: string; detail: object }[]).filter(
      ({ actor }) => actor !== 'system',
    );
    expect(steps.map(({ action, actor }) => `${action} ${actor}`)).toEqual([
      'replay.started p_olga',
      'replay.approved p_paul',
      'replay.self-approval-refused p_olga',
      'replay.dry-run p_olga',
      'replay.drafted p_olga',
    ]);
    for (const { detail } of steps) expect(detail).toMatchObject({ client: 'operator-console' });
  });

  it('is not approved as an older count saw it, nor after a login of long ago', async () => {
    const path = await drafted();
    const older = await counted(path);
    const hash = await counted(path);
    const stale = await paul.send(path, { step: 'approval', dryRunHash: older });
    expect([stale.status, stale.html.includes('Sie haben eine ältere Zählung gesehen')]).toEqual([409, true]);
    expect(stale.html).toContain(hash);
    const minutesAgo = Math.floor(Date.now() / 1_000) - 16 * 60;
    const token = await stand.operator.surroundings.tokenOfLogin('p_paul', minutesAgo);
    const late = await stand.signedIn('p_paul', token);
    const sent = await late.send(path, { step: 'approval', dryRunHash: hash });
    expect(sent.location).toBe(`/de/login?to=${encodeURIComponent(path)}&fresh=yes`);
    expect((await late.open(sent.location!)).html).toContain('gerade erst angemeldet');
    expect((await replayAt(path)).state).toBe('dry-run');
    // Whoever comes back after the login is told to look, once; nothing went wrong.
    const { html } = await late.open(path);
    expect(html).toContain('Unten steht, was gilt');
    expect(html).toMatch(/<title>Sehen Sie nach, was gilt/);
    expect((await late.open(path)).html).not.toContain('Unten steht, was gilt');
  });

  it('tells the second of two operators who act at once that somebody was quicker', async () => {
    const path = await drafted({ kind: 'file', name: '' });
    await counted(path);
    const both = await Promise.all([
      olga.send(path, { step: 'cancel' }),
      paul.send(path, { step: 'cancel' }),
    ]);
    const [first, second] = both.toSorted((one, other) => one.status - other.status);
    expect([first!.status, second!.status]).toEqual([303, 409]);
    expect(second!.html).toContain('Jemand war schneller');
    const { body } = await stand.operator.call('GET', `/v1/audit?object=${path.split('/').at(-1)}`);
    const actions = (body['entries'] as { action: string }[]).map(({ action }) => action);
    expect(actions.filter((action) => action === 'replay.cancelled')).toHaveLength(1);
  });

  it.each(['not-an-id', '00000000-0000-4000-8000-000000000000'])(
    'that there is not is told nothing of, and asked for no more: %s',
    async (id) => {
      const told = await stand.watch(olga, `/de/ops/replays/${id}/events`);
      await eventually('it ends', () => Promise.resolve(told.isOver), Boolean);
      expect(told.events).toEqual([{ event: 'over', data: '{"why":"gone"}' }]);
    },
  );

  it('goes on when the session of who started it ends, and does nothing for a session that has ended', async () => {
    const path = await drafted({ ratePerSecond: '5', name: `${events.sideTopic}.slow` });
    const hash = await counted(path);
    await paul.send(path, { step: 'approval', dryRunHash: hash });
    const starter = await stand.signedIn('p_starter');
    await starter.send(path, { step: 'start' });
    const told = await stand.watch(starter, `${path}/events`);
    await stand.told(
      told,
      'its progress is told',
      (data) => (JSON.parse(data) as { percent?: number }).percent! > 0,
    );
    await stand.sessions.endAllOf('p_starter');
    await eventually('the events end', () => Promise.resolve(told.isOver), Boolean);
    expect(told.events.at(-1)?.event).toBe('over');
    const pause = await starter.send(path, { step: 'pause' });
    const login = `/de/login?to=${encodeURIComponent(path)}&ended=yes`;
    expect([pause.status, pause.location]).toEqual([303, login]);
    expect((await replayAt(path)).state).toBe('running');
    expect((await olga.send(path, { step: 'pause' })).status).toBe(303);
    expect((await olga.open(path)).html).toContain('Angehalten');
    expect((await olga.send(path, { step: 'cancel' })).status).toBe(303);
  });

  it('keeps what was typed, and says beside each input what it takes', async () => {
    const faulty = { partitions: '0, x', fromTime: '2026-02-30', ratePerSecond: 'many', reason: 'short' };
    const { status, html } = await olga.send('/de/ops/replays/new', typed(faulty));
    expect(status).toBe(400);
    for (const part of [
      'Fehler: ',
      'value="0, x"',
      'value="2026-02-30"',
      'id="reason-error"',
      'id="fromTime-error"',
    ])
      expect(html).toContain(part);
    const unknown = await olga.send('/en/ops/replays/new', typed({ topic: 'register.none.changes.v1' }));
    expect([unknown.status, unknown.html.includes('id="topic-error"')]).toEqual([400, true]);
  });

  it('is no page where there is no such replay', async () => {
    const { status } = await olga.open('/de/ops/replays/00000000-0000-4000-8000-000000000000');
    expect(status).toBe(404);
  });
});
