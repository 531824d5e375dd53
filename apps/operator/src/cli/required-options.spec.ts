import { runCommandLine } from './program.ts';

async function einmal(...args: string[]) {
  let [out, err] = ['', ''];
  const code = await runCommandLine(args, {
    home: '/nowhere',
    out: (text) => (out += text),
    err: (text) => (err += text),
    live: false,
    width: 100,
  });
  return { code, out, err };
}

describe('required options', () => {
  it.each([
    [
      ['replay', 'draft'],
      ['--target', '--reason', '--ticket', '--register <name> or --topic'],
    ],
    [
      ['replay', 'draft', '--target', 'group', '--register', 'residents'],
      ['--reason', '--ticket', '--name'],
    ],
    [['replay', 'approve', 'an-id'], ['--dry-run']],
    [['dead-letters', 'discard', 'an-id'], ['--reason']],
    [
      ['dead-letters', 'correct', 'draft', 'an-id'],
      ['--patch <json> or --function', '--reason', '--ticket'],
    ],
  ])('of %j are named all at once', async (args, missing) => {
    const { code, err } = await einmal(...args);
    expect(code).toBe(2);
    for (const option of missing) expect(err).toContain(option);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it.each([
    [['replay', 'draft'], 3],
    [['replay', 'approve'], 1],
    [['dead-letters', 'discard'], 1],
    [['dead-letters', 'redrive'], 0],
  ])('are marked in the help of %j', async (args, marked) => {
    const { code, out } = await einmal(...args, '--help');
    expect(code).toBe(0);
    expect(out.match(/\(required\)/g) ?? []).toHaveLength(marked);
  });
});
