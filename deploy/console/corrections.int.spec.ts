import { contentOf } from '../../apps/operator/src/testing/corrections-stand.ts';
import { eventually } from '#libs/test-kit';
import type { Visitor } from './testing/console-stand.ts';
import { later, LettersScene, textOf } from './testing/letters-scene.ts';

let scene: LettersScene;
let olga: Visitor;
let paul: Visitor;
beforeAll(async () => {
  scene = await LettersScene.start();
  ({ olga, paul } = scene);
});
afterAll(() => scene?.stop());

describe('a correction at the console', () => {
  const patch = JSON.stringify([
    { op: 'replace', path: '/data/effectiveOn', value: '2026-11-20' },
    { op: 'remove', path: '/data/street' },
  ]);
  const draft = { kind: 'json-patch', patch, reason: 'The day is an instant.', ticket: 'OPS-17' };
  const hashIn = (html: string): string => /name="hash" value="(\w{64})"/.exec(html)?.[1] ?? '';
  /** As at the console of whoever may approve. */
  const hashFor = async (visitor: Visitor, path: string): Promise<string> =>
    hashIn((await visitor.open(path)).html);

  async function aWrongOne(key: string) {
    const event = scene.group.parked(key);
    return { event, letter: await scene.park(event, JSON.stringify(contentOf(event))) };
  }

  it('goes from the draft by a dry run to the approval of another person, and shows no value', async () => {
    const { event, letter } = await aWrongOne('k-correct');
    const { status, location: correction = '' } = await olga.send(`${letter}/correct`, draft);
    expect(status).toBe(303);
    expect((await olga.send(correction, { step: 'dry-run' })).location).toBe(correction);
    const { html: own } = await olga.open(correction);
    expect(own).toContain('Zustimmen muss eine andere Person.');
    expect(hashIn(own)).toBe('');
    const { html } = await paul.open(correction);
    expect(textOf(html)).toMatch(/ersetzt \/data\/effectiveOn \(Text\) \(Text\)/);
    expect(textOf(html)).toContain('/data/effectiveOn must match format');
    expect(html).not.toContain('Secret');
    const hash = hashIn(html);
    expect(textOf(html)).toContain(
      `dead-letters correct approve ${correction.split('/').at(-1)} --hash ${hash}`,
    );
    const forged = await olga.send(correction, { step: 'approval', hash });
    expect([forged.status, forged.html.includes('Zustimmen muss eine andere Person.')]).toEqual([403, true]);
    expect((await paul.send(correction, { step: 'approval', hash })).status).toBe(303);
    await scene.commands(event.key, 1);
    const id = correction.split('/').at(-1) ?? '';
    await scene.group.announce('parked', [event], { at: later(), correction: { id, outcome: 'applied' } });
    await eventually(
      'the page says that it is applied',
      async () => (await paul.open(correction)).html,
      (page) => page.includes('Die Korrektur ist angewendet'),
    );
  });

  it('tells plainly of an older dry run, of somebody who was quicker, and of who corrects it already', async () => {
    const { letter } = await aWrongOne('k-stale');
    const { location: correction = '' } = await olga.send(`${letter}/correct`, draft);
    await olga.send(correction, { step: 'dry-run' });
    const older = await hashFor(paul, correction);
    await olga.send(correction, { step: 'dry-run' });
    const stale = await paul.send(correction, { step: 'approval', hash: older });
    expect([stale.status, stale.html.includes('Sie haben eine ältere Probe gesehen')]).toEqual([409, true]);
    const second = await paul.send(`${letter}/correct`, draft);
    expect(second.status).toBe(409);
    expect(second.html).toContain('Jemand korrigiert diese Mitteilung schon.');
    expect(second.html).toContain(`href="${correction}"`);
    await olga.send(correction, { step: 'cancel' });
    const late = await paul.send(correction, { step: 'approval', hash: hashIn(stale.html) });
    expect([late.status, late.html.includes('Jemand war schneller')]).toEqual([409, true]);
  });

  it('names what is wrong beside its field, or of the patch in the words of the service, and keeps what was typed', async () => {
    const { letter } = await aWrongOne('k-faults');
    const empty = await olga.send(`${letter}/correct`, { kind: 'json-patch', patch: '{"a":"<b>"}' });
    expect(empty.status).toBe(400);
    for (const field of ['patch', 'reason', 'ticket']) expect(empty.html).toContain(`id="${field}-error"`);
    expect(empty.html).toContain('&lt;b>');
    const forbidden = { ...draft, patch: '[{"op":"remove","path":"/subject"}]' };
    const refused = await olga.send(`${letter}/correct`, forbidden);
    expect(refused.status).toBe(422);
    expect(textOf(refused.html)).toContain('/transform/patch/0/path: names what makes the event this one');
    const shapeless = await olga.send(`${letter}/correct`, { ...draft, patch: '[{"op":"move"}]' });
    expect([shapeless.status, shapeless.html.includes('id="patch-error"')]).toEqual([400, true]);
    expect((await olga.open(`${letter.replace('/de/', '/en/')}/correct`)).html).toContain(
      'How is it to be corrected?',
    );
  });
});
