import { applyPolicy } from '../policy/policy.writer.ts';
import { DemoGateway, demoPolicy, residence } from '../testing/demo-gateway.ts';
import type { PurposeDto, PurposeListDto } from './purpose.dto.ts';

let gateway: DemoGateway;
beforeAll(async () => {
  gateway = await DemoGateway.previewing();
});
afterAll(() => gateway.inner.stop());

const PORTAL = '/v1/authorities/strassenverkehr-hannover/purposes';
const get = async (path: string, token: string, extra?: Record<string, string>) => {
  const headers = { authorization: `Bearer ${token}`, ...extra };
  const response = await fetch(gateway.inner.url + path, { headers });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? text : JSON.parse(text) };
};
const list = async (path: string, token: string): Promise<readonly PurposeDto[]> =>
  ((await get(path, token)).body as PurposeListDto).purposes;
/** Authority by authority, what each grant of the policy makes to be asked for. */
const granted = (authority: string) =>
  demoPolicy.grants
    .filter((each) => each.authority === authority)
    .map(({ purpose, evidenceType, ground }) => `${purpose} ${evidenceType} ${ground.kind}`);
const told = (purposes: readonly PurposeDto[]) =>
  purposes.flatMap(({ id, evidence }) => evidence.map((each) => `${id} ${each.evidenceType} ${each.kind}`));

describe('what an authority may ask for', () => {
  it('is all of its own grants, and none of another', async () => {
    for (const [token, authority] of [
      [gateway.parking, 'strassenverkehr-hannover'],
      [gateway.housing, 'wohngeld-goettingen'],
    ] as const) {
      const purposes = await list('/v1/purposes', token);
      expect(told(purposes).toSorted((a, b) => a.localeCompare(b))).toEqual(
        granted(authority).toSorted((a, b) => a.localeCompare(b)),
      );
    }
    expect((await get('/v1/purposes/housing-benefit', gateway.parking)).body).toMatchObject({
      code: 'purpose-unknown',
    });
  });

  it('names titles, fields, ground, level, preview, and the very notice that a choice is given with', async () => {
    const { body } = await get(`/v1/purposes/${residence.purpose}`, gateway.parking);
    const { id, title, minimumAcr, evidence } = body as PurposeDto;
    expect([id, title.en, minimumAcr]).toEqual([residence.purpose, 'Resident parking permit', 'substantial']);
    const offered = evidence.find(({ evidenceType }) => evidenceType === residence.evidenceType)!;
    expect(offered).toMatchObject({
      register: 'residents',
      registerTitle: { de: 'Melderegister', en: 'residents register' },
      kind: 'CHOICE',
      subjectKinds: ['idnr'],
      previewRequired: true,
      socialData: false,
    });
    expect(offered.fields[0]).toEqual({
      path: 'familyName',
      title: expect.objectContaining({ de: 'Familienname' }),
    });
    const notices = await Promise.all(
      ['de', 'en'].map(async (locale) => (await gateway.notice({ locale })).body),
    );
    expect(offered.notices).toEqual(
      notices.map(({ text, sha256 }, index) => ({ locale: ['de', 'en'][index], text, sha256 })),
    );
  });

  it('is told a portal as far as the person decides on it', async () => {
    expect(told(await list(PORTAL, gateway.anna)).toSorted((a, b) => a.localeCompare(b))).toEqual(
      granted('strassenverkehr-hannover')
        .filter((each) => !each.endsWith('STATUTE'))
        .toSorted((a, b) => a.localeCompare(b)),
    );
    const nameOf = async (path: string) =>
      ((await get(path, gateway.anna)).body as PurposeListDto).authorityName;
    const { name } = demoPolicy.authorities.find(({ id }) => id === 'strassenverkehr-hannover')!;
    expect(await nameOf(PORTAL)).toBe(name);
    const nobody = (await get('/v1/authorities/nobody/purposes', gateway.anna)).body;
    expect(nobody).toEqual({ authority: 'nobody', purposes: [] });
    expect((await get(PORTAL, gateway.parking)).body).toMatchObject({ code: 'scope-missing' });
  });

  it('is not sent again while it is as it was, and is anew with the policy', async () => {
    const { headers } = await get('/v1/purposes', gateway.parking);
    const etag = headers.get('etag')!;
    expect(headers.get('cache-control')).toBe('private, no-cache');
    const again = () => get('/v1/purposes', gateway.parking, { 'if-none-match': `"x", W/${etag}` });
    expect(await again()).toMatchObject({ status: 304, body: '' });
    const grants = demoPolicy.grants.map((each) => ({ ...each, lastDay: '2026-01-02' }));
    await applyPolicy(gateway.inner.database.migratorUrl, { ...demoPolicy, grants });
    expect(await again()).toMatchObject({
      status: 200,
      body: { authority: 'strassenverkehr-hannover', purposes: [] },
    });
  });
});
