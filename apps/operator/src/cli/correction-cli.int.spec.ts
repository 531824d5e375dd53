import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CorrectionsStand, draft, patch } from '../testing/corrections-stand.ts';
import { runCommandLine } from './program.ts';

let stand: CorrectionsStand;
beforeAll(async () => {
  stand = await CorrectionsStand.start();
});
afterAll(() => stand.stop());

async function einmal(person: string, ...args: string[]) {
  let [out, err] = ['', ''];
  const { url, surroundings } = stand.letters.operator;
  const options = ['--url', url, '--token', await surroundings.token(person), 'dead-letters', 'correct'];
  const code = await runCommandLine([...options, ...args], {
    home: '/nowhere',
    out: (text) => (out += text),
    err: (text) => (err += text),
    live: false,
    width: 100,
  });
  return { code, out, err };
}

/** Words of a command that a text names, as a shell would split them. */
const wordsAfter = (command: string, text: string): string[] =>
  new RegExp(`einmal dead-letters correct (${command} .*)$`, 'm').exec(text)?.[1]?.split(' ') ?? [];

const why = ['--reason', draft.reason, '--ticket', draft.ticket];

describe('einmal dead-letters correct', () => {
  it('leads two people from the draft to the approval, each text naming the next command', async () => {
    const { event, letter } = await stand.aLetter();
    const folder = mkdtempSync(join(tmpdir(), 'einmal-patch-'));
    writeFileSync(join(folder, 'patch.json'), JSON.stringify(patch));
    const drafted = await einmal('p_olga', 'draft', letter.id, '--patch', `@${folder}/patch.json`, ...why);
    rmSync(folder, { recursive: true });
    expect(drafted).toMatchObject({ code: 0, out: expect.stringMatching(/^state +draft$/m) as string });
    const tried = await einmal('p_olga', ...wordsAfter('dry-run', drafted.out));
    expect(tried.out).toMatch(/^replaced +\/data\/effectiveOn +\(text\) +\(text\)$/m);
    expect(tried.out).toContain('As parked: /data/effectiveOn must match format "date".');
    expect(tried.out).not.toContain('Secret');
    const approval = wordsAfter('approve', tried.out);
    const own = await einmal('p_olga', ...approval);
    expect(own).toMatchObject({
      code: 1,
      err: expect.stringContaining('correction-self-approval') as string,
    });
    const approved = await einmal('p_paul', ...approval);
    expect(approved.out).toContain(`einmal dead-letters redrive ${letter.id}`);
    expect(approved.out).toMatch(/^approved +.* by p_paul$/m);
    expect(await stand.letters.commands(1, event.key)).toHaveLength(1);
    expect((await einmal('p_paul', 'list')).out).toMatch(new RegExp(` approved .* ${letter.id} `));
  });

  it('names the place of a mistake, and cancels what nobody approved', async () => {
    const { letter } = await stand.aLetter();
    const wrong = '[{"op":"remove","path":"/subject"}]';
    const refused = await einmal('p_olga', 'draft', letter.id, '--patch', wrong, ...why);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('/transform/patch/0/path: names what makes the event this one');
    const noJson = await einmal('p_olga', 'draft', letter.id, '--patch', '{', ...why);
    expect(noJson.err).toContain('--patch is no JSON');
    const name = 'unknown-members-removed';
    const drafted = await einmal('p_olga', 'draft', letter.id, '--function', name, ...why);
    const [, id = ''] = wordsAfter('dry-run', drafted.out);
    expect((await einmal('p_paul', 'cancel', id)).out).toMatch(/^state +cancelled$/m);
  });
});
