import { today } from '#libs/authorities';
import { dayAfter } from '#libs/test-kit';
import { applyPolicy } from '../policy/policy.writer.ts';
import { ANNA } from '../testing/demo-gateway.ts';
import { PreviewWay } from '../testing/preview-way.ts';
import {
  fieldsOf,
  prefillForm,
  prefillPolicy,
  PrefillStand,
  type Source,
  sourcesOf,
  telling,
  types,
} from './testing/prefill-stand.ts';
import type { Answer } from '../testing/test-gateway.ts';

const { authority, purpose, form, version } = prefillForm;
let way: PreviewWay;

let stand: PrefillStand;
beforeAll(async () => {
  stand = await PrefillStand.start();
});
afterAll(() => stand.gateway.inner.stop());
beforeEach(() => stand.gateway.calmRegisters());

it('is refused before anything is chosen, for an authority that could not open a release', async () => {
  const { status, body } = await stand.filled();
  expect([status, body.code]).toEqual([409, 'recipient-key-missing']);
  expect([await stand.choices(), stand.permits()]).toEqual([[], [0, 0, 0]]);
  way = await PreviewWay.of(stand.gateway);
});

describe('a form of three registers', () => {
  it('is filled in one call: each field with its value, register, authority and time, or asked for', async () => {
    const answer = await stand.filled({ caseReference: 'BPA-1' });
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(answer.body).toMatchObject({ form, version, authority, purpose });
    const of = (evidenceType: string, register: string) => ({
      evidenceType,
      register,
      authority: 'Fake register',
      asOf: expect.any(String),
      status: 'PREFILLED',
      value: 'value',
    });
    const [residents, vehicles, business] = [
      of(types[0], 'residents'),
      of(types[1], 'vehicles'),
      of(types[2], 'business'),
    ];
    expect(fieldsOf(answer)).toEqual([
      { field: 'plate', status: 'ASK_APPLICANT' },
      { field: 'employerId', status: 'ASK_APPLICANT' },
      { field: 'familyName', ...residents },
      { field: 'street', ...residents, value: 'value value' },
      { field: 'keeper', ...vehicles },
      { field: 'employer', ...business },
      { field: 'employerPlace', ...business },
    ]);
    expect(await Promise.all(sourcesOf(answer).map(({ id }) => stand.gateway.decisionOf(id)))).toEqual(
      types.map((evidence_type): unknown =>
        expect.objectContaining({ evidence_type, stage: 'PREVIEW', authority, case_reference: 'BPA-1' }),
      ),
    );
  });

  it('makes one choice for each source, by the text that was shown, and shows all that would be released', async () => {
    const answer = await stand.filled();
    expect(await stand.choices()).toEqual(
      sourcesOf(answer).map(({ consentId: id }, place) => ({
        id,
        kind: 'CHOICE',
        state: 'ACTIVE',
        evidence_type: types[place],
        notice_sha256: stand.chosen[place]!.noticeSha256,
      })),
    );
    expect(sourcesOf(answer)[0]).toMatchObject({ status: 'EVIDENCE', evidence: { movedInOn: 'value' } });
  });

  it('takes the same choices when it is sent again, also twice at once, and new ones where none stands', async () => {
    const ids = async (answer: Promise<Answer>) => sourcesOf(await answer).map(({ consentId }) => consentId);
    const before = await stand.choices();
    expect(await ids(stand.filled())).toEqual(before.map(({ id }) => id));
    const [withdrawn, paused, kept] = before.map(({ id }) => id as string);
    await stand.gateway.inner.call(stand.gateway.anna, 'POST', `/v1/consents/${withdrawn!}/withdrawal`);
    await stand.gateway.inner.call(stand.gateway.anna, 'POST', `/v1/consents/${paused!}/pause`);
    const [one, other] = await Promise.all([ids(stand.filled()), ids(stand.filled())]);
    expect([one[2], other]).toEqual([kept, one]);
    expect(await stand.choices()).toHaveLength(5);
    const substantial = await stand.gateway.inner.citizen(ANNA, 'substantial');
    expect((await ids(stand.filled({}, substantial)))[2]).not.toBe(kept);
  });

  it('keeps no value, and its previews are used and declined like any other', async () => {
    const canary = 'Canary-4711';
    stand.gateway.inner.registers.residents.behaviour = telling({ familyName: canary });
    const [residents, vehicles] = sourcesOf(await stand.filled()) as [Source, Source];
    const { rows } = await stand.gateway.inner.pool.query<{ text: string }>(
      'select coalesce(string_agg(p::text, $1), $1) || (select string_agg(c::text, $1) from consent c) as text from preview p',
      [' '],
    );
    expect(rows[0]!.text).toContain(residents.id);
    expect(rows[0]!.text).not.toContain(canary);
    const release = await way.open((await way.use(residents)).body['release'] as string);
    expect((await way.take(release['releaseId'] as string)).body['evidence']).toEqual({ familyName: canary });
    expect((await way.decline(vehicles)).status).toBe(200);
  });
});

it('a form that names a former office is filled for the one that succeeds it', async () => {
  const [successor, until] = ['buergeramt-neustadt', dayAfter(today(), -1)];
  const { inner } = stand.gateway;
  const ended = prefillPolicy.authorities.map((each) =>
    each.id === authority ? { ...each, until, successor } : each,
  );
  const heir = { id: successor, name: 'Stadt Neustadt, Bürgeramt', active: true };
  await applyPolicy(inner.database.migratorUrl, { ...prefillPolicy, authorities: [...ended, heir] });
  const { sha256 } = (await stand.gateway.notice({ authority: successor })).body;
  const answer = await stand.filled({ sources: [{ evidenceType: types[0], noticeSha256: sha256 }] });
  expect(answer.body).toMatchObject({ authority: successor, sources: [{ status: 'EVIDENCE' }, {}, {}] });
  const { body } = await way.use(sourcesOf(answer)[0]!);
  const { releaseId } = await way.open(body['release'] as string);
  const office = await inner.machine('parking-hannover', successor);
  expect((await way.take(releaseId as string, 'k', office)).body.status).toBe('EVIDENCE');
});
