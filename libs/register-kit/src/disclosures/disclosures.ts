import type { Pool } from 'pg';
import { today } from '#libs/authorities';
import type { AnsweredPermits, DisclosureAnswer, Permit } from '#libs/contracts';
import { byHalves } from '#libs/service-kit';
import { servedIds } from '../competence/keeper.ts';
import type { RecordLayout } from '../record/record-layout.ts';
import type { RegisterRecord } from '../record/register-record.ts';
import type { Register } from '../record/register-definition.ts';
import type { RegisterConfig } from '../register.config.ts';
import { asRefusal } from '../record/database-refusals.ts';
import { type DisclosurePlan, DisclosurePlans } from './disclosure-plan.ts';
import type { DisclosureRow } from './disclosure-statement.ts';
import { tellRefusedPermit } from './refused-permits.ts';

const NAMES_MS = 1_000;

type Serving = Pick<RegisterConfig, 'registerAuthority' | 'registerAuthorities'>;

interface Group {
  readonly plan: DisclosurePlan;
  readonly fields: string;
  /** Positions of the permits in the batch. */
  readonly positions: number[];
}

/**
 * Answers verified permits, each once. Reads and log rows are one statement per set of fields: no log, no answer. What
 * is not evidence looks the same, whatever the reason; only the log knows it (BMG §34a(5), §51(2)).
 */
export class Disclosures<T extends RegisterRecord> {
  private readonly plans: DisclosurePlans<T>;
  private readonly registerAuthority: string;
  private readonly served: readonly string[] | undefined;
  /** Named by the statement itself, of this day; row-level security stands behind it. */
  private kept: { readonly on: string; readonly ids: readonly string[] | undefined } | undefined;
  /** JSON text of names by id, of this moment: a merger gives a record another one on its day. */
  private readonly names = new Map<string | null, string>();
  private namedAt = 0;

  constructor(
    private readonly register: Register<T>,
    layout: RecordLayout,
    private readonly pool: Pool,
    { registerAuthority, registerAuthorities }: Serving,
  ) {
    this.registerAuthority = registerAuthority;
    this.served = registerAuthorities;
    this.plans = new DisclosurePlans(register, layout, this.served === undefined);
  }

  /**
   * In the order of the permits: the JSON text of its {@link DisclosureAnswer}, or why a permit was not answered. What
   * hinders one permit, e.g. a record that cannot be read, concerns no other.
   */
  async answer(permits: readonly Permit[]): Promise<readonly (string | Error)[]> {
    const answers = new Array<string | Error>(permits.length);
    const groups = this.group(permits, answers);
    await Promise.all(groups.map((group) => this.disclose(permits, group, answers)));
    return answers;
  }

  /** What the log says of these decisions. @throws RegisterUnavailable when the database does not answer in time */
  async answered(decisionIds: readonly string[]): Promise<AnsweredPermits['answered']> {
    try {
      const { rows } = await this.pool.query<AnsweredPermits['answered'][number]>(
        'select decision_id as "decisionId", status, concerns from disclosures_answered($1::uuid[])',
        [decisionIds],
      );
      return rows;
    } catch (error) {
      throw asRefusal(error);
    }
  }

  private group(permits: readonly Permit[], answers: (string | Error)[]): Group[] {
    const groups = new Map<DisclosurePlan, Group>();
    const seen = new Set<string>();
    permits.forEach((permit, position) => {
      const { decisionId, fields } = permit;
      const reason = seen.has(decisionId) ? REPLAYED : this.plans.refusal(permit);
      seen.add(decisionId);
      if (reason) {
        answers[position] = reason === REPLAYED ? replayed(decisionId) : refused(decisionId, reason);
        return;
      }
      const plan = this.plans.planOf(permit);
      const group = groups.get(plan);
      if (group) group.positions.push(position);
      else groups.set(plan, { plan, fields: fields.join(), positions: [position] });
    });
    return [...groups.values()];
  }

  private async disclose(
    permits: readonly Permit[],
    { plan, fields, positions }: Group,
    answers: (string | Error)[],
  ): Promise<void> {
    const asked = positions.map((position) => permits[position] as Permit);
    const rows = await byHalves(asked, (some) => this.query(plan, fields, some));
    rows.forEach((row, index) => {
      const permit = asked[index] as Permit;
      answers[positions[index] as number] =
        row instanceof Error ? asRefusal(row) : this.toAnswer(permit, plan, row);
    });
  }

  /** Rows in the order of the permits; none where the log has the permit already. */
  private async query(
    plan: DisclosurePlan,
    fields: string,
    asked: readonly Permit[],
  ): Promise<readonly (DisclosureRow | undefined)[]> {
    const values = [
      asked.map((permit) => permit.decisionId),
      asked.map((permit) => permit.subject),
      asked.map((permit) => permit.birthDate),
      asked.map((permit) => permit.citizen),
      asked.map((permit) => permit.authority),
      asked.map((permit) => permit.purpose),
      asked.map((permit) => permit.evidenceType),
      asked[0]?.subjectKind,
      fields,
      ...(this.served ? [this.keptToday()] : []),
    ];
    const { rows } = await this.pool.query<DisclosureRow>({ name: plan.name, text: plan.sql, values });
    const inOrder = new Array<DisclosureRow | undefined>(asked.length).fill(undefined);
    for (const row of rows) inOrder[row._position - 1] = row;
    return inOrder;
  }

  /** A merger gives a process the records of another one on its day. */
  keptToday(): readonly string[] | undefined {
    const on = today();
    if (this.kept?.on !== on) this.kept = { on, ids: servedIds(this.register, this.served, on) };
    return this.kept.ids;
  }

  private ownName(authority: string): string | undefined {
    const { keptCentrally, authorities } = this.register;
    return keptCentrally ? undefined : authorities.keeperOf(authority, today())?.name;
  }

  /** That of the record's authority; of the register's own where evidence names that one, or nobody else is known. */
  nameOf(authority: string | null): string {
    const now = Date.now();
    if (now - this.namedAt > NAMES_MS) {
      this.names.clear();
      this.namedAt = now;
    }
    const known = this.names.get(authority);
    if (known !== undefined) return known;
    const name = (authority && this.ownName(authority)) ?? this.registerAuthority;
    const text = JSON.stringify(name);
    this.names.set(authority, text);
    return text;
  }

  private toAnswer(
    { decisionId }: Permit,
    plan: DisclosurePlan,
    row: DisclosureRow | undefined,
  ): string | Error {
    if (row === undefined) return replayed(decisionId);
    if (row._outcome !== 'EVIDENCE') return noEvidence(decisionId);
    try {
      return (
        `{"decisionId":"${decisionId}","status":"EVIDENCE","evidence":${plan.evidence(row)},` +
        `"provenance":${plan.provenance(row)},"registerAuthority":${this.nameOf(row._authority)},"concerns":${row._concerns}}`
      );
    } catch (error) {
      return error as Error;
    }
  }
}

const textOf = (answer: DisclosureAnswer): string => JSON.stringify(answer);

const refused = (decisionId: string, reason: string): string =>
  textOf({ decisionId, status: 'REFUSED', reason });

const REPLAYED = 'replayed';

/** Only who keeps the answers of others, or their permits, asks a second time. */
function replayed(lookupId: string): string {
  tellRefusedPermit(REPLAYED, { lookupId });
  return refused(lookupId, REPLAYED);
}

/** Not even the persons concerned are named: who they are would tell a locked subject from an unknown one. */
const noEvidence = (decisionId: string): string =>
  textOf({ decisionId, status: 'NO_EVIDENCE', concerns: [] });
