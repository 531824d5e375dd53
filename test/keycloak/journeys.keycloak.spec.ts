import { randomUUID } from 'node:crypto';
import { openRelease, newEncryptionKey } from '#libs/client';
import { eventually } from '#libs/test-kit';
import { question, type Shown } from '../../deploy/local/parking-choice.ts';
import { demoStaff } from '../../deploy/sample/demo-staff.ts';
import { demoCitizens } from '../../deploy/sample/demo-citizens.ts';
import { personOf } from '../demo-family.ts';
import type { KeycloakBrowser } from './keycloak-browser.ts';
import { KeycloakStack } from './keycloak-stack.ts';

interface Problem {
  readonly code?: string;
}
interface Replay {
  readonly id: string;
  readonly state: string;
  readonly dryRun?: { readonly passed: boolean; readonly hash: string };
  readonly approved?: object;
  readonly requested: object;
}

const { authority, purpose, evidenceType } = question;
const wish = { authority, purpose, evidenceType };
const staffId = (login: string): string | undefined => demoStaff.find((each) => each.login === login)?.person;
const atGateway = (acr?: string) => ({
  scope: 'openid citizen at-gateway',
  ...(acr !== undefined && { acr_values: acr }),
});

describe('the journeys with Keycloak as the issuer', () => {
  let stack: KeycloakStack;
  let gateway: string;
  let operator: string;
  let residents: string;
  let record: string;
  const anna = () => stack.desk.logIn(browser, 'portal', 'anna', atGateway('high'));
  let browser: KeycloakBrowser;

  beforeAll(async () => {
    stack = await KeycloakStack.start(['residents', 'gateway', 'operator']);
    ({ gateway, operator, residents } = stack.services.endpoints.apps);
    browser = stack.desk.browser();
  }, 900_000);
  afterAll(() => stack?.services.stop());

  it('lets an officer act for the office at a desk, by name and authority', async () => {
    const { desk } = stack;
    const { token } = await desk.logIn(desk.browser(), 'desk-residents', 'hanna');
    const made = await desk.send<{ id: string }>(
      token,
      'POST',
      `${residents}/v1/residents`,
      personOf('anna'),
    );
    expect(made.status).toBe(201);
    record = made.body.id;
    const { body } = await desk.send(token, 'GET', `${residents}/v1/residents/${record}/history`);
    expect(JSON.stringify(body)).toContain(staffId('hanna'));
    expect(JSON.stringify(body)).toContain(stack.settings['ISSUER_URL']);
  });

  it('lets a machine look up for its authority, and nobody without its scope', async () => {
    const { desk } = stack;
    const token = await desk.machineToken('vehicles-register');
    const { familyName, givenNames, addresses } = personOf('anna');
    const { ags, street, houseNumber } = addresses[0]!;
    const person = { familyName, givenNames, municipality: ags, address: { street, houseNumber } };
    const asked = {
      evidenceType: 'residents.holder-address.v1',
      purpose: 'vehicle-holder-update',
      subject: { person },
    };
    expect(await desk.send(token, 'POST', `${gateway}/v1/lookups`, asked)).toMatchObject({
      status: 200,
      body: { status: 'EVIDENCE' },
    });
    const officer = await desk.machineToken('officer-residents');
    expect(await desk.send(officer, 'POST', `${gateway}/v1/lookups`, asked)).toMatchObject({ status: 401 });
  });

  it('asks a citizen for what a step needs, and for that alone', async () => {
    const { desk } = stack;
    const low = await desk.logIn(browser, 'portal', 'anna', atGateway());
    expect(low.asked).toEqual(['username']);
    const notice = `${gateway}/v1/consents/notice?${new URLSearchParams(wish).toString()}`;
    expect(await desk.send(low.token, 'GET', notice)).toMatchObject({ status: 200 });
    const refused = await desk.send<Problem>(low.token, 'GET', `${gateway}/v1/me/disclosures`);
    expect(refused).toMatchObject({ status: 401, body: { code: 'assurance-too-low' } });
    expect(refused.challenge).toContain('acr_values="high"');
    const substantial = await desk.logIn(browser, 'portal', 'anna', atGateway('substantial'));
    const high = await anna();
    expect([substantial.asked, high.asked]).toEqual([['password'], ['otp']]);
    expect(await desk.send(high.token, 'GET', `${gateway}/v1/me/disclosures`)).toMatchObject({ status: 200 });
  });

  it.each([
    ['anna-low', ['username']],
    ['anna-substantial', ['username', 'password']],
  ])('gives %s no level that there is nothing to show for', async (login, asked) => {
    const { desk } = stack;
    const visit = await desk.visit(desk.browser(), 'portal', login, atGateway('high'));
    expect(visit).toMatchObject({ asked, stoppedWith: 400 });
  });

  it('carries a choice from the notice to the office that takes the release', async () => {
    const { desk } = stack;
    const { token } = await anna();
    const office = await desk.machineToken('parking-hannover');
    const { privateJwk, publicJwk } = await newEncryptionKey('keycloak-journey');
    const registered = await desk.send(office, 'PUT', `${gateway}/v1/encryption-key`, publicJwk);
    const notice = await desk.send<{ sha256: string; kind: string }>(
      token,
      'GET',
      `${gateway}/v1/consents/notice?${new URLSearchParams(wish).toString()}`,
    );
    const { sha256: noticeSha256, kind } = notice.body;
    const choice = { kind, ...wish, noticeSha256 };
    const consent = await desk.send<{ id: string }>(token, 'POST', `${gateway}/v1/consents`, choice);
    const { idnr, birthDate } = demoCitizens.anna;
    const items = [{ evidenceType, subject: { idnr, birthDate }, consentId: consent.body.id }];
    const wanted = { authority, purpose, items };
    const preview = await desk.send<{ previews: readonly Shown[] }>(
      token,
      'POST',
      `${gateway}/v1/previews`,
      wanted,
    );
    const [shown] = preview.body.previews;
    expect([registered.status < 300, shown?.status]).toEqual([true, 'EVIDENCE']);
    const used = await desk.send<{ release: string }>(
      token,
      'POST',
      `${gateway}/v1/previews/${shown!.id}/use`,
      { key: shown!.key },
    );
    const { releaseId } = await openRelease(used.body.release, [privateJwk]);
    const key = { 'idempotency-key': randomUUID() };
    const taken = await desk.send(office, 'POST', `${gateway}/v1/releases`, { releaseId }, key);
    expect(taken).toMatchObject({
      status: 200,
      body: { evidence: shown!.evidence },
    });
  });

  it('names no person whose number is not told', async () => {
    const { desk } = stack;
    const { token } = await desk.logIn(desk.browser(), 'portal', 'clara', atGateway('high'));
    expect(await desk.send(token, 'GET', `${gateway}/v1/me/disclosures`)).toMatchObject({
      body: { code: 'idnr-missing' },
    });
  });

  it('has a replay approved by another person than the one who asked, and by no machine', async () => {
    const { desk } = stack;
    const { token: olga } = await desk.logIn(desk.browser(), 'desk-operator', 'olga');
    const { token: paul } = await desk.logIn(desk.browser(), 'desk-operator', 'paul');
    const machine = await desk.machineToken('operator-paul');
    const replays = `${operator}/v1/replays`;
    const asked = {
      register: 'residents',
      target: { kind: 'projection' },
      reason: 'Records were lost in a restore',
      ticket: 'OPS-18',
    };
    const { body } = await desk.send<Replay>(olga, 'POST', replays, asked);
    await desk.send(olga, 'POST', `${replays}/${body.id}/dry-run`);
    const counted = await eventually(
      'the dry run counted what would be replayed',
      async () => (await desk.send<Replay>(olga, 'GET', `${replays}/${body.id}`)).body,
      ({ dryRun }) => dryRun !== undefined,
    );
    const { hash: dryRunHash } = counted.dryRun ?? {};
    const approval = `${replays}/${body.id}/approval`;
    expect(await desk.send(olga, 'POST', approval, { dryRunHash })).toMatchObject({
      body: { code: 'replay-self-approval' },
    });
    expect(await desk.send(machine, 'POST', approval, { dryRunHash })).toMatchObject({ status: 403 });
    const approved = await desk.send<Replay>(paul, 'POST', approval, { dryRunHash });
    expect(approved.body).toMatchObject({
      state: 'approved',
      requested: { by: staffId('olga'), client: 'desk-operator', issuer: stack.settings['ISSUER_URL'] },
      approved: { by: staffId('paul'), client: 'desk-operator' },
    });
  });

  it('knows staff at the next desk without asking again, and gives no scope without its role', async () => {
    const { desk } = stack;
    const own = desk.browser();
    const first = await desk.logIn(own, 'desk-operator', 'olga');
    const next = await desk.logIn(own, 'desk-residents', 'olga');
    expect([first.asked, next.asked]).toEqual([['username', 'password', 'otp'], []]);
    const search = `${residents}/v1/residents/${record}`;
    expect(await desk.send(next.token, 'GET', search)).toMatchObject({ status: 403 });
    const { token: atPortal } = await desk.logIn(own, 'portal', 'olga', atGateway('high'));
    expect(await desk.send(atPortal, 'GET', `${gateway}/v1/me/disclosures`)).toMatchObject({ status: 403 });
  });
});
