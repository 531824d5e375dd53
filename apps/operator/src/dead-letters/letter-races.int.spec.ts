import { CorrectionsStand, type Found } from '../testing/corrections-stand.ts';
import type { Letter } from '../testing/dead-letters-stand.ts';
import { meetAt } from '../testing/row-lock.ts';
import type { Answer } from '../testing/test-operator.ts';

let stand: CorrectionsStand;
let paul: string;
let pia: string;
beforeAll(async () => {
  stand = await CorrectionsStand.start();
  const { surroundings } = stand.letters.operator;
  [paul, pia] = await Promise.all([surroundings.token('p_paul'), surroundings.token('p_pia')]);
});
afterAll(() => stand?.stop());

const at = ({ id }: Letter) =>
  ({ url: stand.letters.operator.database.adminUrl, table: 'dead_letter', id }) as const;
const outcome = ({ body, status }: Answer): string | number => body.code ?? status;
const call = async (path: string, body: object, token?: string): Promise<string | number> =>
  outcome(await stand.letters.operator.call('POST', `/v1/dead-letters${path}`, body, token));

type Way = 'redrive' | 'discard' | 'redrive of its key' | 'discard of its key';
const ways: Readonly<Record<Way, (letter: Letter, key: string) => Promise<string | number>>> = {
  redrive: ({ id }) => call(`/${id}/redrive`, {}),
  discard: ({ id }) => call(`/${id}/discard`, { reason: 'no use' }, paul),
  'redrive of its key': (_, key) => call('/redrives', { group: stand.letters.group.group, key }),
  'discard of its key': (_, key) =>
    call('/discards', { group: stand.letters.group.group, key, reason: 'no use' }, paul),
};

describe('of two operators who meet at one dead letter', () => {
  it.each<[Way, Way]>([
    ['redrive', 'discard'],
    ['discard', 'redrive'],
    ['redrive', 'discard of its key'],
    ['discard of its key', 'redrive of its key'],
    ['redrive of its key', 'redrive'],
  ])('the first one has its %s, and the %s of the other is refused', async (first, second) => {
    const { event, letter } = await stand.aLetter();
    const answers = await meetAt(
      at(letter),
      [first, second].map((way) => () => ways[way](letter, event.key)),
    );
    expect(answers).toEqual([202, 'dead-letter-redriving']);
    expect(await stand.letters.commands(1, event.key)).toHaveLength(1);
  });

  it.each<Way>(['redrive', 'discard of its key'])(
    'one asks for a %s, and the approval of the other is refused, or the other way round',
    async (way) => {
      for (const isApprovedFirst of [true, false]) {
        const { event, letter } = await stand.aLetter();
        const seen = await stand.tried(letter);
        const approve = async (): Promise<string | number> => {
          const { state, code } = await stand.approve(seen);
          return code ?? state;
        };
        const steps = [approve, () => ways[way](letter, event.key)];
        const answers = await meetAt(at(letter), isApprovedFirst ? steps : steps.toReversed());
        expect(answers).toEqual([isApprovedFirst ? 'approved' : 202, 'dead-letter-redriving']);
        expect(await stand.letters.commands(1, event.key)).toHaveLength(1);
        expect((await stand.found(seen.id)).state).toBe(isApprovedFirst ? 'approved' : 'dry-run');
      }
    },
  );

  it('one approves a correction, and the other is told so', async () => {
    const { event, letter } = await stand.aLetter();
    const seen = await stand.tried(letter);
    const answers = await meetAt<Found>(
      at(letter),
      [paul, pia].map((token) => () => stand.approve(seen, token)),
    );
    expect(answers.map(({ state, code }) => code ?? state)).toEqual([
      'approved',
      'correction-state-unsuitable',
    ]);
    expect(await stand.letters.commands(1, event.key)).toHaveLength(1);
  });

  it('one tries a correction anew, and the other, who saw the dry run before, is told so', async () => {
    const { letter } = await stand.aLetter();
    const seen = await stand.tried(letter);
    const [approval] = await meetAt(at(letter), [() => stand.approve(seen)], () =>
      stand.step(seen.id, 'dry-run'),
    );
    expect(approval!.code).toBe('correction-dry-run-stale');
    expect(await stand.found(seen.id)).toMatchObject({ state: 'dry-run', dryRun: { number: 2 } });
    expect(await stand.actionsOf(seen.id)).not.toContain('p_paul dead-letters.correction-approved');
  });
});
