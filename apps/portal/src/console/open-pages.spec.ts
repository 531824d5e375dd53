import { OpenPages } from './open-pages.ts';

const entered = (pages: OpenPages, cookies: readonly string[]): number =>
  cookies.filter((cookie) => pages.enter(cookie) !== undefined).length;

describe('pages that are told figures', () => {
  it('are six of one session, and another one where one of them is closed', () => {
    const pages = new OpenPages();
    const close = pages.enter('a');
    expect(
      entered(
        pages,
        Array.from({ length: 9 }, () => 'a'),
      ),
    ).toBe(5);
    expect(entered(pages, ['b'])).toBe(1);
    close?.();
    expect(entered(pages, ['a', 'a'])).toBe(1);
  });

  it('are 200 of all sessions', () => {
    const cookies = Array.from({ length: 300 }, (_, index) => `${index}`);
    expect(entered(new OpenPages(), cookies)).toBe(200);
  });
});
