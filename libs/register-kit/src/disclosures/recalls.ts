import type { Pool } from 'pg';
import { type DigestKey, type DisclosureAnswer, pseudonym, type Recall } from '#libs/contracts';
import { type PseudonymKeys, pseudonymKeysOf } from '../record/pseudonym-keys.ts';
import { asRefusal } from '../record/database-refusals.ts';
import type { Register } from '../record/register-definition.ts';
import type { RecordLayout } from '../record/record-layout.ts';
import type { Origin, Origins, RegisterRecord, Values } from '../record/register-record.ts';
import { DisclosurePlans } from './disclosure-plan.ts';
import type { DisclosureRow, Outcome } from './disclosure-statement.ts';
import type { Disclosures } from './disclosures.ts';
import { tellRefusedPermit } from './refused-permits.ts';

interface ToldAct extends Origin {
  readonly patch: Readonly<Record<string, unknown>>;
}

/** What was told then, beside the record of today. Members with `_` are the statement's own, as of a disclosure. */
interface RecalledRow {
  readonly _record: string | null;
  readonly _authority: string | null;
  readonly _kind: string;
  readonly _fields: string;
  readonly _acts: readonly ToldAct[] | null;
  readonly _doubtful: boolean;
  readonly _locked: boolean;
  /** Lookups still find it. */
  readonly _open: boolean;
  readonly [property: string]: unknown;
}

const logSql = `
insert into disclosure_log
  (decision_id, authority, purpose, evidence_type, subject_kind, fields, outcome, record_id, recipient)
values ($1, $2, $3, $4, $5, $6, $7, $8, 'PERSON') on conflict (decision_id) do nothing`;

/**
 * Shows a person what an earlier answer said: from the history as it was recorded then, of a record that concerned this
 * person alone, under the locks and seals of today. Off the hot path: two statements, and no log, no answer.
 */
export class Recalls<T extends RegisterRecord> {
  private readonly sql: string;
  private readonly plans: DisclosurePlans<T>;
  private readonly citizenKey: DigestKey;
  private readonly nothing: Readonly<Record<string, null>>;

  constructor(
    private readonly register: Register<T>,
    layout: RecordLayout,
    private readonly pool: Pool,
    keys: PseudonymKeys,
    private readonly disclosures: Disclosures<T>,
  ) {
    const today = [...layout.columns].map(([property, column]) => `, r.${column} as "${property}"`);
    this.sql = `
      select r.id as "_record", r.authority as "_authority", c.subject_kind as "_kind", c.fields as "_fields",
        c.acts as "_acts", c.doubtful as "_doubtful", (${register.lockedWhen ?? 'false'}) as "_locked",
        ${register.found?.('r') ?? 'true'} as "_open"${today.join('')}
      from disclosure_recalled($1::uuid) c
      left join ${layout.table} r on r.id = c.record_id and ($2::text[] is null or r.authority = any($2::text[]))`;
    this.plans = new DisclosurePlans(register, layout, true);
    this.citizenKey = pseudonymKeysOf(keys).citizen;
    this.nothing = Object.fromEntries([...layout.columns.keys()].map((property) => [property, null]));
  }

  /** JSON text of a {@link DisclosureAnswer}. @throws RegisterUnavailable */
  async answer(recall: Recall): Promise<string> {
    try {
      const row = await this.find(recall.recalls);
      if (row === undefined) return nothingOf(recall);
      const told = new Set(row._fields.split(','));
      if (!recall.fields.every((path) => told.has(path))) return refused(recall, 'field-not-released');
      const outcome = this.judge(row, recall);
      if (!(await this.log(recall, row, outcome))) {
        tellRefusedPermit('replayed', { lookupId: recall.decisionId });
        return refused(recall, 'replayed');
      }
      return outcome === 'EVIDENCE' ? this.evidence(recall, row) : nothingOf(recall);
    } catch (error) {
      throw asRefusal(error);
    }
  }

  private async find(decisionId: string): Promise<RecalledRow | undefined> {
    const kept = this.disclosures.keptToday() ?? null;
    return (await this.pool.query<RecalledRow>(this.sql, [decisionId, kept])).rows[0];
  }

  /** Of a closed record its register no longer hears of locks: whoever keeps the person's record now has to vouch. */
  private judge(row: RecalledRow, { citizen, vouched }: Recall): Outcome {
    if (row._record === null || (!row._open && vouched !== true)) return 'UNKNOWN';
    if (row._doubtful) return 'AMBIGUOUS';
    const persons = this.register.concerns?.(this.valuesThen(row)) ?? [];
    const isTheirs = persons.length === 1 && pseudonym(this.citizenKey, 'citizen', persons[0]!) === citizen;
    if (!isTheirs) return 'MISMATCH';
    return row._locked ? 'LOCKED' : 'EVIDENCE';
  }

  private valuesThen({ _acts }: RecalledRow): Values<T> {
    return Object.assign({}, this.nothing, ...(_acts ?? []).map(({ patch }) => patch)) as Values<T>;
  }

  private async log(recall: Recall, { _kind, _record }: RecalledRow, outcome: Outcome): Promise<boolean> {
    const { decisionId, authority, purpose, evidenceType, fields } = recall;
    const told = [decisionId, authority, purpose, evidenceType, _kind, fields.join(), outcome, _record];
    return (await this.pool.query(logSql, told)).rowCount === 1;
  }

  private evidence({ decisionId, fields, citizen }: Recall, row: RecalledRow): string {
    const { _record, _authority, _acts } = row;
    const then = this.valuesThen(row);
    const values = this.register.recalled?.(then, row as unknown as Values<T>, !row._open) ?? then;
    const plan = this.plans.planOf({ subjectKind: 'record', fields });
    const shown = { ...values, id: _record, _origins: originsOf(_acts ?? []) } as unknown as DisclosureRow;
    return (
      `{"decisionId":"${decisionId}","status":"EVIDENCE","evidence":${plan.evidence(shown)},` +
      `"provenance":${plan.provenance(shown)},"registerAuthority":${this.disclosures.nameOf(_authority)},` +
      `"concerns":${JSON.stringify([citizen])}}`
    );
  }
}

/** As the record had them then: of each property the last act that changed it. */
function originsOf(acts: readonly ToldAct[]): Origins {
  const origins: Record<string, Origin> = {};
  for (const { version, effectiveOn, recordedAt, patch } of acts) {
    const names = version === 1 ? ['*'] : Object.keys(patch);
    for (const name of names) origins[name] = { version, effectiveOn, recordedAt };
  }
  return origins as Origins;
}

const nothingOf = ({ decisionId }: Recall): string =>
  JSON.stringify({ decisionId, status: 'NO_EVIDENCE', concerns: [] } satisfies DisclosureAnswer);
const refused = ({ decisionId }: Recall, reason: string): string =>
  JSON.stringify({ decisionId, status: 'REFUSED', reason } satisfies DisclosureAnswer);
