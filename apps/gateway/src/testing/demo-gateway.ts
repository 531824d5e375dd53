import { readFileSync } from 'node:fs';
import type { ServeOptions } from '#libs/service-kit';
import type { GrantEntry, PolicyFile } from '../policy/policy.file.ts';
import { testEventGrants } from '../policy/test-grants.builder.ts';
import { evidenceFor } from './fake-register.ts';
import { type Answer, testGateway, type TestGateway } from './test-gateway.ts';

const demo = JSON.parse(
  readFileSync(new URL('../../data/policy.demo.json', import.meta.url), 'utf8'),
) as PolicyFile;

/** Whoever tests something else than the preview asks on choice at once. */
const unseen = (grant: GrantEntry): GrantEntry => {
  const { socialData: _, ...rest } = grant;
  return grant.ground.kind === 'CHOICE' ? { ...rest, preview: { notPossible: 'in a test' } } : grant;
};

/** As it stands: on choice nothing is answered unseen. */
export const previewedPolicy: PolicyFile = demo;
export const demoPolicy: PolicyFile = {
  ...demo,
  grants: demo.grants.map(unseen),
  eventGrants: [...(demo.eventGrants ?? []), ...testEventGrants],
};

/** Numbers of the test range. */
export const ANNA = '01234567812';
export const HOLDER = '02345678921';

export const residence = {
  evidenceType: 'residents.parking-permit.v1',
  purpose: 'resident-parking-permit',
  subject: { idnr: ANNA, birthDate: '1985-04-12' },
};
export const vehicle = {
  evidenceType: 'vehicles.parking-permit.v1',
  purpose: 'resident-parking-permit',
  subject: { plate: 'h-ab 123' },
};
export const excerpt = {
  evidenceType: 'business.register-excerpt.v1',
  purpose: 'procurement',
  subject: { euid: 'DEP2305.HRB12345' },
};

/** The demo policy's authorities and a citizen, talking to a gateway under test. */
export class DemoGateway {
  private constructor(
    readonly inner: TestGateway,
    readonly parking: string,
    readonly housing: string,
    readonly procurement: string,
    readonly anna: string,
  ) {}

  /** Under the policy as it stands, by which nothing is answered on choice unseen. */
  static previewing(): Promise<DemoGateway> {
    return DemoGateway.start(undefined, false, previewedPolicy);
  }

  static async start(
    configure?: ServeOptions['configure'],
    goettingen = false,
    policy = demoPolicy,
    formsFolder?: string,
  ): Promise<DemoGateway> {
    const inner = await testGateway(policy, configure, {
      goettingen,
      ...(formsFolder !== undefined && { formsFolder }),
    });
    const parking = await inner.machine('parking-hannover', 'strassenverkehr-hannover');
    const housing = await inner.machine('housing-goettingen', 'wohngeld-goettingen');
    const procurement = await inner.machine('procurement-goettingen', 'vergabestelle-goettingen');
    return new DemoGateway(inner, parking, housing, procurement, await inner.citizen(ANNA));
  }

  /** Registers answer with evidence again and forget what they saw. */
  calmRegisters(): void {
    const { registers, besides } = this.inner;
    for (const register of [...Object.values(registers), ...(besides ? [besides] : [])]) {
      register.behaviour = (permit) => evidenceFor(permit);
      register.permits.length = 0;
    }
  }

  lookUp(change: object = {}, token = this.parking): Promise<Answer> {
    return this.inner.call(token, 'POST', '/v1/lookups', { ...residence, ...change });
  }

  notice(change: object = {}, token = this.anna): Promise<Answer> {
    const { evidenceType, purpose } = residence;
    const wish = { authority: 'strassenverkehr-hannover', evidenceType, purpose, ...change };
    return this.inner.call(token, 'GET', `/v1/consents/notice?${new URLSearchParams(wish).toString()}`);
  }

  /** Reads the notice and chooses, as a portal would. */
  async choose(change: object = {}, token = this.anna): Promise<Answer> {
    const { evidenceType, purpose } = residence;
    const wish = { authority: 'strassenverkehr-hannover', evidenceType, purpose, ...change };
    const { authority } = wish;
    const shown = await this.notice(
      { authority, evidenceType: wish.evidenceType, purpose: wish.purpose },
      token,
    );
    const noticeSha256 = shown.body['sha256'] ?? '0'.repeat(64);
    return this.inner.call(token, 'POST', '/v1/consents', { kind: 'CHOICE', noticeSha256, ...wish });
  }

  async chosenId(change: object = {}): Promise<string> {
    return (await this.choose(change)).body['id'] as string;
  }

  /** The decision row and the outcome's status. */
  async decisionOf(id: string | undefined): Promise<Record<string, unknown> | undefined> {
    const { rows } = await this.inner.pool.query<Record<string, unknown>>(
      'select d.*, o.status, o.released from decision d left join outcome o on o.decision_id = d.id where d.id = $1',
      [id],
    );
    return rows[0];
  }
}
