import { formKeyOf, Guest } from './guest.ts';
import type { PortalStand } from './portal-stand.ts';

/** Forms that no page of the person's own session sent. */
export function describeForgedForms(stand: () => PortalStand): void {
  describe('a forged form', () => {
    let anna: Guest;
    let bernd: Guest;
    let formKey: string;
    let foreignKey: string;
    let action: string;

    beforeAll(async () => {
      const { portal } = stand();
      [anna, bernd, action] = [new Guest(), new Guest(), `${portal}/de/logout`];
      formKey = formKeyOf(await anna.signIn(portal, 'anna'));
      foreignKey = formKeyOf(await bernd.signIn(portal, 'bernd'));
      expect([formKey, foreignKey].every((key) => key !== '')).toBe(true);
      expect(formKey).not.toBe(foreignKey);
    });

    const isSignedIn = async (guest: Guest): Promise<boolean> => (await guest.open(action)).status === 200;

    it.each([
      ['of another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
      ['of another port of this host', { 'sec-fetch-site': 'same-site', origin: 'http://127.0.0.1:1' }],
      ['of a frame without an origin', { 'sec-fetch-site': 'cross-site', origin: 'null' }],
    ])('%s does nothing, though it holds the right key', async (_, headers) => {
      const answer = await anna.post(action, { formKey }, headers);
      expect([answer.status, await isSignedIn(anna)]).toEqual([400, true]);
      expect(answer.html).toContain('Es wurde nichts ausgeführt');
    });

    it.each([
      ['no key', () => ({})],
      ['an empty key', () => ({ formKey: '' })],
      ['the key of somebody else', () => ({ formKey: foreignKey })],
    ])('with %s does nothing', async (_, fields) => {
      const answer = await anna.post(action, fields());
      expect([answer.status, await isSignedIn(anna)]).toEqual([400, true]);
    });

    it('with a key that occurs twice does nothing', async () => {
      const cookie = [...anna.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer = await fetch(action, {
        method: 'POST',
        headers: {
          cookie,
          'sec-fetch-site': 'same-origin',
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: `formKey=${foreignKey}&formKey=${formKey}`,
      });
      expect([answer.status, await isSignedIn(anna)]).toEqual([400, true]);
      expect(answer.headers.get('content-type')).toContain('text/html');
    });

    it('in another content type does nothing', async () => {
      const headers = { 'content-type': 'application/json' };
      const answer = await anna.post(action, { formKey }, headers);
      expect([answer.status, await isSignedIn(anna)]).toEqual([415, true]);
    });

    it('is told from one of the own page', async () => {
      const answer = await anna.post(action, { formKey });
      expect([answer.status, await isSignedIn(anna)]).toEqual([303, false]);
    });
  });
}
