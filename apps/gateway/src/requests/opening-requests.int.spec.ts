import { ANNA, DemoGateway, residence } from '../testing/demo-gateway.ts';
import { BEN } from '../testing/follower.ts';
import { PreviewWay } from '../testing/preview-way.ts';
import type { Answer } from '../testing/test-gateway.ts';

const { purpose, evidenceType } = residence;
const address = 'residents.address.v1';
/** Of the test range, and known to nobody. */
const UNKNOWN = '05102937460';

let gateway: DemoGateway;
beforeAll(async () => {
  gateway = await DemoGateway.previewing();
  await PreviewWay.of(gateway);
});
afterAll(() => gateway.inner.stop());

const open = (change: object = {}, token = gateway.parking): Promise<Answer> =>
  gateway.inner.call(token, 'POST', '/v1/requests', {
    purpose,
    person: { idnr: ANNA },
    items: [{ evidenceType }],
    ...change,
  });
const itemOf = ({ status, body }: Answer) => {
  const [item] = (body['errors'] ?? []) as readonly { code: string; pointer: string }[];
  return [status, body.code, item?.code, item?.pointer];
};

it.each<[string, object, readonly unknown[]]>([
  [
    'an evidence type that nobody knows',
    { items: [{ evidenceType }, { evidenceType: 'residents.shoes.v1' }] },
    [404, 'evidence-type-unknown', 'evidence-type-unknown', '/items/1/evidenceType'],
  ],
  [
    'a field that the second type does not have',
    { items: [{ evidenceType }, { evidenceType: address, fields: ['shoes'] }] },
    [400, 'field-unknown', 'field-unknown', '/items/1/fields/0'],
  ],
  [
    'a type without a grant',
    { items: [{ evidenceType: 'residents.identity.v1' }] },
    [403, 'grant-missing', 'grant-missing', '/items/0'],
  ],
  [
    'a purpose that nobody knows',
    { purpose: 'fun' },
    [403, 'purpose-unknown', 'purpose-unknown', '/purpose'],
  ],
  [
    'a number with a wrong check digit',
    { person: { idnr: '02345678921' } },
    [400, 'check-digit-wrong', 'check-digit-wrong', '/person/idnr'],
  ],
  [
    'the notice of another day',
    { items: [{ evidenceType, noticeSha256: '0'.repeat(64) }] },
    [409, 'notice-mismatch', undefined, undefined],
  ],
])('is refused with %s', async (_story, change, expected) => {
  expect(itemOf(await open(change))).toEqual(expected);
});

it.each([
  ['markup', '<b>BPA-1</b>'],
  ['an entity', 'BPA&lt;1'],
  ['a mark that turns the writing around', 'BPA-\u202e1'],
  ['an isolate', 'BPA-\u20661'],
  ['a mark of direction', 'BPA-\u200f1'],
  ['a line break', 'BPA\n1'],
  ['what looks like a number of a person', 'BPA-01234567812'],
])('takes no case reference with %s', async (_story, caseReference) => {
  expect(itemOf(await open({ caseReference }))).toEqual([
    400,
    'request-invalid',
    'request-invalid',
    '/caseReference',
  ]);
});

it('is refused to an authority that could not open what is released', async () => {
  const asked = { purpose: 'housing-benefit', items: [{ evidenceType: address }] };
  expect((await open(asked, gateway.housing)).body.code).toBe('recipient-key-missing');
  await PreviewWay.of(gateway, gateway.housing);
  expect((await open(asked, gateway.housing)).status).toBe(201);
});

it('shows the notice that the authority names, in its language', async () => {
  const { sha256 } = (await gateway.notice({ locale: 'en' })).body;
  const { body } = await open({
    items: [{ evidenceType, noticeSha256: sha256 }],
  });
  const seen = await gateway.inner.call(gateway.anna, 'GET', `/v1/me/requests/${body['id'] as string}`);
  expect(seen.body['items']).toMatchObject([{ noticeSha256: sha256 }]);
});

it('is refused where ten to one person are open, also of one whom nobody knows, until one is decided', async () => {
  for (const idnr of [BEN, UNKNOWN]) {
    const person = { idnr };
    const answers = await Promise.all(Array.from({ length: 25 }, () => open({ person })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(10);
    const refused = answers.filter(({ body }) => body.code === 'person-asked-too-often');
    expect(refused).toHaveLength(15);
    expect(Number(refused[0]!.headers.get('retry-after'))).toBeGreaterThan(13 * 86_400);
  }
  const ben = await gateway.inner.citizen(BEN);
  const mine = await gateway.inner.call(ben, 'GET', '/v1/me/requests');
  const [first] = mine.body['requests'] as readonly { id: string }[];
  await gateway.inner.call(ben, 'POST', `/v1/me/requests/${first!.id}/decline`, {});
  const again = await Promise.all([open({ person: { idnr: BEN } }), open({ person: { idnr: BEN } })]);
  expect(again.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 429]);
  expect((await open()).status).toBe(201);
});
