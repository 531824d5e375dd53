import { randomUUID } from 'node:crypto';
import { type Answers, fieldsOf, type Form, type FormField, subjectOf } from '#libs/forms';
import { LocalFailure } from '#libs/local-services';
import { type Cast, citizen, clerks } from './cast.ts';

interface Filled {
  readonly field: string;
  readonly status: string;
  readonly value?: string;
  readonly register?: string;
  readonly authority?: string;
}

interface Source {
  readonly evidenceType: string;
  readonly status: string;
  readonly id?: string;
  readonly key?: string;
}

export interface Prefilled {
  readonly fields: readonly Filled[];
  readonly sources: readonly Source[];
}

export interface Submission {
  readonly id: string;
  readonly state: string;
  readonly decision?: { readonly outcome: string; readonly isAutomatic: boolean; readonly reason?: string };
}

interface Text {
  readonly en: string;
}

/** A submission as its clerk sees it. */
export interface InboxSubmission extends Submission {
  readonly version: number;
  readonly statements: readonly { readonly field: string; readonly value: string }[];
  readonly evidence: readonly {
    readonly evidenceType: string;
    readonly state: string;
    readonly registerAuthority?: string;
    readonly values?: Readonly<Record<string, unknown>>;
  }[];
  readonly rules: readonly { readonly title: Text; readonly met: string; readonly reason: Text }[];
  readonly preparedAct?: { readonly path: string; readonly body: Readonly<Record<string, unknown>> };
}

/** One application of the citizen, from the empty form to what the clerk sees. */
export class Application {
  constructor(
    private readonly cast: Cast,
    readonly form: Form,
    /** What is typed: nothing that a register knows, but the number by which it is asked. */
    readonly typed: Answers,
  ) {}

  get clerk(): string {
    return clerks[this.form.authority] ?? '';
  }

  get fields(): ReadonlyMap<string, FormField> {
    return new Map(fieldsOf(this.form).map((field) => [field.id, field]));
  }

  async prefill(): Promise<Prefilled> {
    const { form, typed, cast } = this;
    const subjects = form.subjects.map(({ id }) => ({
      name: id,
      subject: subjectOf(form, id, typed) ?? cast.person.applicant,
    }));
    const sources = await Promise.all(
      form.sources.map(async ({ evidenceType }) => ({
        evidenceType,
        noticeSha256: await this.notice(evidenceType),
      })),
    );
    const body = { form: form.id, version: form.version, subjects, sources };
    const filled = await cast.call<Prefilled>(citizen, 'gateway', '/v1/prefill', { body });
    const empty = filled.sources.find(({ status }) => status !== 'EVIDENCE');
    if (empty === undefined) return filled;
    throw new LocalFailure(
      `${empty.evidenceType} was answered ${empty.status}: remove .local and start again for fresh sample data.`,
    );
  }

  /** Keeps what was typed, lets what was seen go with it, and waits until the procedure has looked at it. */
  async handIn(filled: Prefilled): Promise<Submission> {
    const { form, typed } = this;
    const draft = await this.portal<{ id: string; version: number }>('/v1/drafts', {
      form: form.id,
      version: form.version,
    });
    const answers = Object.entries(typed).map(([field, value]) => ({ field, value }));
    const saved = await this.cast.call<{ version: number }>(citizen, 'procedures', `/v1/drafts/${draft.id}`, {
      method: 'PUT',
      body: { expectedVersion: draft.version, formVersion: form.version, answers },
    });
    const sources = await Promise.all(filled.sources.map((source) => this.use(source)));
    const { id } = await this.cast.call<Submission>(
      citizen,
      'procedures',
      `/v1/drafts/${draft.id}/submission`,
      { body: { expectedVersion: saved.version, sources }, headers: { 'idempotency-key': randomUUID() } },
    );
    const mine = () => this.cast.call<Submission>(citizen, 'procedures', `/v1/me/submissions/${id}`);
    return this.cast.until('the application was looked at', mine, ({ state }) => state !== 'RECEIVED');
  }

  seenByClerk = ({ id }: Submission): Promise<InboxSubmission> =>
    this.cast.call<InboxSubmission>(this.clerk, 'procedures', `/v1/submissions/${id}`);

  async decide({ id }: Submission, reason: string): Promise<Submission> {
    const path = `/v1/submissions/${id}`;
    const { version } = await this.cast.call<InboxSubmission>(this.clerk, 'procedures', `${path}/take`, {
      body: {},
    });
    await this.cast.call(this.clerk, 'procedures', `${path}/decision`, {
      body: { expectedVersion: version, outcome: 'GRANTED', reason },
    });
    return this.cast.call<Submission>(citizen, 'procedures', `/v1/me/submissions/${id}`);
  }

  private async notice(evidenceType: string): Promise<string> {
    const { authority, purpose } = this.form;
    const asked = new URLSearchParams({ authority, purpose, evidenceType }).toString();
    const path = `/v1/consents/notice?${asked}`;
    return (await this.cast.call<{ sha256: string }>(citizen, 'gateway', path)).sha256;
  }

  private async use({ evidenceType, id, key }: Source): Promise<object> {
    const path = `/v1/previews/${id}/use`;
    const { releases } = await this.cast.call<{ releases: readonly string[] }>(citizen, 'gateway', path, {
      body: { key },
    });
    return { evidenceType, releases };
  }

  private portal<T>(path: string, body: object): Promise<T> {
    return this.cast.call<T>(citizen, 'procedures', path, { body });
  }
}
