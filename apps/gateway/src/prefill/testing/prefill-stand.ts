import { fileURLToPath } from 'node:url';
import type { PolicyFile } from '../../policy/policy.file.ts';
import {
  ANNA,
  DemoGateway,
  excerpt,
  previewedPolicy,
  residence,
  vehicle,
} from '../../testing/demo-gateway.ts';
import type { FakeRegister } from '../../testing/fake-register.ts';
import type { Shown } from '../../testing/preview-way.ts';
import type { Answer } from '../../testing/test-gateway.ts';

/** As `forms/` here has it. */
export const prefillForm = {
  form: 'resident-parking-permit',
  version: 2,
  authority: 'strassenverkehr-hannover',
  purpose: residence.purpose,
};
const { authority, purpose, form, version } = prefillForm;
const folder = fileURLToPath(new URL('forms/', import.meta.url));
const procurement = previewedPolicy.grants.find((each) => each.evidenceType === excerpt.evidenceType)!;

/** Under which the office of parking may ask all three registers on choice. */
export const prefillPolicy: PolicyFile = {
  ...previewedPolicy,
  grants: [
    ...previewedPolicy.grants,
    {
      ...procurement,
      id: 'hannover-parking-employer',
      authority,
      purpose,
      ground: { kind: 'CHOICE', legalBasis: 'EGovG §5' },
    },
  ],
};

export const types = [residence.evidenceType, vehicle.evidenceType, excerpt.evidenceType] as const;
export const subjects = [
  { name: 'applicant', subject: residence.subject },
  { name: 'vehicle', subject: vehicle.subject },
  { name: 'employer', subject: excerpt.subject },
];

export interface Source extends Shown {
  readonly evidenceType: string;
  readonly status: string;
  readonly consentId: string;
  readonly problem?: {
    readonly code: string;
    readonly errors?: readonly { readonly pointer: string }[];
  };
}

export const sourcesOf = ({ body }: Answer) => body['sources'] as readonly Source[];
export const fieldsOf = ({ body }: Answer) => body['fields'] as readonly Record<string, unknown>[];
export const statuses = (answer: Answer) => fieldsOf(answer).map(({ status }) => status);

/** What a register answers, whatever it was asked. */
export const telling =
  (evidence: Readonly<Record<string, unknown>>): FakeRegister['behaviour'] =>
  ({ decisionId }) => ({
    decisionId,
    status: 'EVIDENCE',
    evidence,
    provenance: {},
    registerAuthority: 'Fake register',
    concerns: [],
  });

/** A gateway with a form over three registers, and what a portal was shown for it. */
export class PrefillStand {
  private constructor(
    readonly gateway: DemoGateway,
    private readonly hashes: readonly string[],
  ) {}

  static async start(): Promise<PrefillStand> {
    const gateway = await DemoGateway.start(undefined, false, prefillPolicy, folder);
    const shown = await Promise.all(types.map((evidenceType) => gateway.notice({ evidenceType })));
    return new PrefillStand(
      gateway,
      shown.map(({ body }) => body['sha256'] as string),
    );
  }

  /** Each source, by the text that was shown. */
  get chosen(): readonly { readonly evidenceType: string; readonly noticeSha256: string }[] {
    return types.map((evidenceType, place) => ({ evidenceType, noticeSha256: this.hashes[place]! }));
  }

  filled(change: object = {}, token = this.gateway.anna): Promise<Answer> {
    const asked = { form, version, subjects, sources: this.chosen, ...change };
    return this.gateway.inner.call(token, 'POST', '/v1/prefill', asked);
  }

  /** In the order of the form's sources. */
  async choices(idnr = ANNA): Promise<readonly Record<string, unknown>[]> {
    const sql = `select id, kind, state, evidence_type, notice_sha256 from consent where citizen = $1
      order by array_position($2::text[], evidence_type), valid_from`;
    const values = [this.gateway.inner.citizenSub(idnr), types];
    return (await this.gateway.inner.pool.query<Record<string, unknown>>(sql, values)).rows;
  }

  /** How often each of the three registers was asked. */
  permits(): readonly number[] {
    const { registers } = this.gateway.inner;
    return (['residents', 'vehicles', 'business'] as const).map((name) => registers[name].permits.length);
  }
}
