import { CorrectionsStand, type Found } from '../testing/corrections-stand.ts';
import type { Letter } from '../testing/dead-letters-stand.ts';
import { later } from '../testing/dead-letters-stand.ts';

let stand: CorrectionsStand;
beforeAll(async () => {
  stand = await CorrectionsStand.start();
});
afterAll(() => stand.stop());

/** Approved, and not answered since. */
async function lapsed(letter: Letter): Promise<Found> {
  const { id } = await stand.approve(await stand.tried(letter));
  await stand.letters.unanswered(id);
  await stand.letters.unanswered(id);
  return stand.ended(id, 'lapsed');
}

describe('an approved correction whose group does not answer', () => {
  it('tells its group until when, bars another one until then, and not for ever', async () => {
    const { event, letter } = await stand.aLetter();
    const approved = await stand.approve(await stand.tried(letter));
    const { lapsesAt, approved: step } = approved as unknown as {
      lapsesAt: string;
      approved: { at: string };
    };
    expect(Date.parse(lapsesAt) - Date.parse(step.at)).toBe(15 * 60_000);
    const [command] = await stand.letters.commands(1, event.key);
    expect(command).toMatchObject({ data: { notAfter: lapsesAt } });
    const barred = await stand.drafted(letter);
    expect(barred).toMatchObject({ code: 'correction-open' });
    expect(barred.detail).toContain(`or lapses (${lapsesAt})`);
    await stand.letters.unanswered(approved.id);
    await stand.letters.unanswered(approved.id);
    await stand.ended(approved.id, 'lapsed');
    expect(await stand.actionsOf(approved.id)).toContain('system dead-letters.correction-lapsed');
    await stand.approve(await stand.tried(letter));
    expect(await stand.letters.commands(2, event.key)).toHaveLength(2);
  });

  it('is told as applied where its group had done so before it fell silent, and never as refused', async () => {
    for (const [outcome, state] of [
      ['applied', 'applied'],
      ['refused', 'lapsed'],
    ] as const) {
      const { event, letter } = await stand.aLetter();
      const { id } = await lapsed(letter);
      await stand.letters.group.announce('parked', [event], { at: later(), correction: { id, outcome } });
      const next = stand.letters.group.parked(event.key);
      await stand.letters.group.announce('parked', [next]);
      await stand.letters.arrived(event.key, 2);
      expect(await stand.found(id)).toMatchObject({ state });
      expect((await stand.found(id))['failure']).toBeUndefined();
    }
  });

  it('lapses at once where its group says that it came too late', async () => {
    const { event, letter } = await stand.aLetter();
    const { id } = await stand.approve(await stand.tried(letter));
    const at = new Date(Date.now() + 15 * 60_000 + 1_000);
    await stand.letters.group.announce('parked', [event], { at, correction: { id, outcome: 'refused' } });
    expect((await stand.ended(id, 'lapsed'))['failure']).toBeUndefined();
  });

  it('takes no other step, in the database either', async () => {
    const { letter } = await stand.aLetter();
    const found = await lapsed(letter);
    for (const step of ['dry-run', 'cancel'])
      expect((await stand.step(found.id, step)).code).toBe('correction-state-unsuitable');
    for (const state of ['approved', 'refused', 'cancelled'])
      await expect(
        stand.letters.operator.pool.query('update correction set state = $2 where id = $1', [
          found.id,
          state,
        ]),
      ).rejects.toThrow('correction_step');
  });
});
