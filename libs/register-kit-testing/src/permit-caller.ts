import { register } from 'prom-client';
import {
  ANSWERED_TYP,
  type AnsweredPermits,
  type DisclosureAnswer,
  type DisclosureBatch,
  FIRST_HOLDING,
  type Holdings,
  HOLDINGS_TYP,
  type Permit,
  type Recall,
  RECALL_TYP,
  REPORT_TYP,
  REPRESENTATION_TYP,
  type RepresentationAnswer,
  type RepresentationAsked,
  type ReportedCase,
  type ValueReport,
  type Voucher,
  VOUCHER_TYP,
  type SubjectKind,
} from '#libs/contracts';
import type { PermitFault, RegisterRecord } from '#libs/register-kit';
import { aPermit } from './permit-gateway.ts';
import { type RegisterUnderTest, valuesOf } from './register-under-test.ts';

export interface LogRow {
  readonly outcome: string;
  readonly authority: string;
  readonly fields: string;
  readonly recipient: string;
}

/** Asks the register under test as the gateway does. */
export class PermitCaller<T extends RegisterRecord> {
  constructor(private readonly test: RegisterUnderTest<T>) {}

  get paths(): readonly string[] {
    return Object.keys(this.test.contract.register.fields);
  }

  /** A permit for all fields of the record, unless told otherwise. */
  permitFor(record: T, overrides: Partial<Permit> = {}): Permit {
    const { subjects, birthDate } = this.test.contract.register;
    const [kind, { property }] = Object.entries(subjects)[0] as [SubjectKind, { property: string }];
    const values = valuesOf(record) as Readonly<Record<string, unknown>>;
    const born = birthDate === undefined ? {} : { birthDate: String(values[birthDate]) };
    const subject = String(values[property]);
    return aPermit({ subjectKind: kind, subject, fields: this.paths, ...born, ...overrides });
  }

  /** What the register says it answered of these decisions. */
  async answered(decisionIds: readonly string[], typ = ANSWERED_TYP) {
    const { gateway, app } = this.test;
    const { permits: _, ...envelope } = gateway.batch([]);
    const { statusCode, body } = await app.inject({
      method: 'POST',
      url: '/internal/v1/disclosures/answered',
      headers: { 'content-type': 'application/jose' },
      payload: await gateway.sign({ ...envelope, decisionIds }, { header: { typ } }),
    });
    return { statusCode, body: JSON.parse(body) as AnsweredPermits & { readonly code?: string } };
  }

  /** What an earlier decision released, for the person. */
  async recall(recall: Recall, typ = RECALL_TYP) {
    const { gateway, app } = this.test;
    const { permits: _, ...envelope } = gateway.batch([]);
    const { statusCode, body } = await app.inject({
      method: 'POST',
      url: '/internal/v1/disclosures/recalled',
      headers: { 'content-type': 'application/jose' },
      payload: await gateway.sign({ ...envelope, recall }, { header: { typ } }),
    });
    const { answers, code } = JSON.parse(body) as Partial<DisclosureBatch> & { readonly code?: string };
    return { statusCode, code, answer: answers?.[0] };
  }

  /** What a person says is wrong, or asks about that. */
  async report(report: ValueReport, typ = REPORT_TYP) {
    const { gateway, app } = this.test;
    const { permits: _, ...envelope } = gateway.batch([]);
    const { statusCode, body } = await app.inject({
      method: 'POST',
      url: '/internal/v1/reports',
      headers: { 'content-type': 'application/jose' },
      payload: await gateway.sign({ ...envelope, report }, { header: { typ } }),
    });
    return { statusCode, body: JSON.parse(body) as Partial<ReportedCase> & { readonly code?: string } };
  }

  /** Who somebody is, or whether they may act for another. */
  async represents(asked: RepresentationAsked, typ = REPRESENTATION_TYP) {
    const { gateway, app } = this.test;
    const { permits: _, ...envelope } = gateway.batch([]);
    const { statusCode, body } = await app.inject({
      method: 'POST',
      url: '/internal/v1/representations',
      headers: { 'content-type': 'application/jose' },
      payload: await gateway.sign({ ...envelope, asked }, { header: { typ } }),
    });
    return { statusCode, body: JSON.parse(body) as RepresentationAnswer & { readonly code?: string } };
  }

  /** Whether the register vouches for a person. */
  async vouch(citizen: string, typ = VOUCHER_TYP) {
    const { gateway, app } = this.test;
    const { permits: _, ...envelope } = gateway.batch([]);
    const { statusCode, body } = await app.inject({
      method: 'POST',
      url: '/internal/v1/vouchers',
      headers: { 'content-type': 'application/jose' },
      payload: await gateway.sign({ ...envelope, voucher: { citizen } }, { header: { typ } }),
    });
    return { statusCode, body: JSON.parse(body) as Partial<Voucher> & { readonly code?: string } };
  }

  /** Whose records the register keeps. */
  async holdings(after = FIRST_HOLDING, typ = HOLDINGS_TYP) {
    const { gateway, app } = this.test;
    const { permits: _, ...envelope } = gateway.batch([]);
    const { statusCode, body } = await app.inject({
      method: 'POST',
      url: '/internal/v1/holdings',
      headers: { 'content-type': 'application/jose' },
      payload: await gateway.sign({ ...envelope, after }, { header: { typ } }),
    });
    return { statusCode, body: JSON.parse(body) as Holdings & { readonly code?: string } };
  }

  async post(jws: string, contentType = 'application/jose') {
    const { statusCode, body } = await this.test.app.inject({
      method: 'POST',
      url: '/internal/v1/disclosures',
      headers: { 'content-type': contentType },
      payload: jws,
    });
    return { statusCode, body: JSON.parse(body) as DisclosureBatch & { readonly code?: string } };
  }

  async ask(...permits: readonly Permit[]): Promise<readonly DisclosureAnswer[]> {
    const { gateway } = this.test;
    const { statusCode, body } = await this.post(await gateway.sign(gateway.batch(permits)));
    if (statusCode !== 200) throw new Error(`The register answered ${statusCode}: ${JSON.stringify(body)}`);
    return body.answers;
  }

  /** How often this process refused a permit for that reason. */
  async refused(reason: PermitFault): Promise<number> {
    const counted = await register.getSingleMetric('einmal_permits_refused_total')?.get();
    const known = counted?.values.find(({ labels }) => labels['reason'] === reason);
    if (known === undefined) throw new Error(`No metric counts what is refused as ${reason}.`);
    return known.value;
  }

  /** The register's own log row of a decision. */
  async logged({ decisionId }: Pick<Permit, 'decisionId'>): Promise<LogRow | undefined> {
    const sql = 'select * from disclosure_log where decision_id = $1';
    const [row] = await this.test.rows<LogRow & Record<string, unknown>>(sql, [decisionId]);
    return row;
  }

  async registered(example: T = this.test.contract.example()): Promise<T> {
    const id = await this.test.register(example);
    return this.test.records.get(id);
  }
}
