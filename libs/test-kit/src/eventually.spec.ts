import { eventually } from './eventually.ts';

const counter = () => {
  let count = 0;
  return () => (count += 1);
};

describe('eventually', () => {
  it('reads until the value is as awaited, and answers with it', async () => {
    expect(await eventually('three', counter(), (count) => count === 3)).toBe(3);
  });

  it('waits, without a condition, for any value', async () => {
    const count = counter();
    expect(await eventually('something', () => (count() > 2 ? { found: true } : undefined))).toEqual({
      found: true,
    });
  });

  it('tries again when reading fails', async () => {
    const count = counter();
    const read = () => {
      if (count() < 3) throw new Error('not yet');
      return 'there';
    };
    expect(await eventually('an answer', read)).toBe('there');
  });

  it('says what it waited for and what it last saw', async () => {
    const read = () => ({ state: 'WAITING', parts: [{ id: 7 }] });
    await expect(eventually('the end', read, ({ state }) => state === 'DONE', 40)).rejects.toThrow(
      "Not within 40 ms: the end. Last seen: { state: 'WAITING', parts: [ { id: 7 } ] }",
    );
  });

  it('says the last error, and hands it on', async () => {
    const away = new Error('the service is away');
    const read = () => Promise.reject(away);
    await expect(eventually('an answer', read, () => true, 40)).rejects.toMatchObject({
      message: expect.stringContaining('an answer. Last seen: Error: the service is away') as unknown,
      cause: away,
    });
  });

  it('gives up on a read that never answers', async () => {
    const silent = () => new Promise<string>(() => undefined);
    await expect(eventually('an answer', silent, () => true, 40)).rejects.toThrow('it was not answered');
  });
});
