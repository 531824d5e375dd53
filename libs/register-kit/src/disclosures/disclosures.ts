import type { Pool } from 'pg';
import type { DisclosureAnswer, Permit } from '#libs/contracts';
import type { RecordLayout } from '../record/record-layout.ts';
import type { RegisterRecord } from '../record/register-record.ts';
import type { Register } from '../register-definition.ts';
import { asRefusal } from '../record/database-refusals.ts';
import { type DisclosurePlan, DisclosurePlans } from './disclosure-plan.ts';
import type { DisclosureRow } from './disclosure-statement.ts';

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
  private readonly authority: string;

  constructor(
    register: Register<T>,
    layout: RecordLayout,
    private readonly pool: Pool,
    registerAuthority: string,
  ) {
    this.authority = JSON.stringify(registerAuthority);
    this.plans = new DisclosurePlans(register, layout);
  }

  /** JSON texts of {@link DisclosureAnswer}s in the order of the permits. @throws RegisterUnavailable when the database does not answer in time */
  async answer(permits: readonly Permit[]): Promise<readonly string[]> {
    const answers = new Array<string>(permits.length);
    const groups = this.group(permits, answers);
    await Promise.all(groups.map((group) => this.disclose(permits, group, answers)));
    return answers;
  }

  private group(permits: readonly Permit[], answers: string[]): Group[] {
    const groups = new Map<DisclosurePlan, Group>();
    const seen = new Set<string>();
    permits.forEach((permit, position) => {
      const { decisionId, fields } = permit;
      const reason = seen.has(decisionId) ? 'replayed' : this.plans.refusal(permit);
      seen.add(decisionId);
      if (reason) {
        answers[position] = refused(decisionId, reason);
        return;
      }
      const plan = this.plans.planOf(permit);
      const group = groups.get(plan);
      if (group) group.positions.push(position);
      else groups.set(plan, { plan, fields: fields.join(), positions: [position] });
    });
    return [...groups.values()];
  }

  private async disclose(permits: readonly Permit[], group: Group, answers: string[]): Promise<void> {
    const asked = group.positions.map((position) => permits[position] as Permit);
    for (const position of group.positions) {
      const { decisionId } = permits[position] as Permit;
      answers[position] = refused(decisionId, 'replayed');
    }
    for (const row of await this.query(group, asked)) {
      const position = group.positions[row._position - 1] as number;
      answers[position] = this.toAnswer(permits[position] as Permit, group.plan, row);
    }
  }

  private async query({ plan, fields }: Group, asked: readonly Permit[]): Promise<readonly DisclosureRow[]> {
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
    ];
    try {
      const { rows } = await this.pool.query<DisclosureRow>({ name: plan.name, text: plan.sql, values });
      return rows;
    } catch (error) {
      throw asRefusal(error);
    }
  }

  private toAnswer({ decisionId }: Permit, plan: DisclosurePlan, row: DisclosureRow): string {
    if (row._outcome !== 'EVIDENCE') return noEvidence(decisionId);
    return (
      `{"decisionId":"${decisionId}","status":"EVIDENCE","evidence":${plan.evidence(row)},` +
      `"provenance":${plan.provenance(row)},"registerAuthority":${this.authority},"concerns":${row._concerns}}`
    );
  }
}

const textOf = (answer: DisclosureAnswer): string => JSON.stringify(answer);

const refused = (decisionId: string, reason: string): string =>
  textOf({ decisionId, status: 'REFUSED', reason });

/** Not even the persons concerned are named: who they are would tell a locked subject from an unknown one. */
const noEvidence = (decisionId: string): string =>
  textOf({ decisionId, status: 'NO_EVIDENCE', concerns: [] });
