import type { FieldProvenance, Permit } from '#libs/contracts';
import type { RecordLayout } from '../record/record-layout.ts';
import { type Origin, originOf, type Origins, type RegisterRecord } from '../record/register-record.ts';
import type { Field, Register } from '../record/register-definition.ts';
import { disclosureSql, type DisclosureRow } from './disclosure-statement.ts';

/** How permits of one subject kind and one set of fields are answered; made once, used for every such batch. */
export interface DisclosurePlan {
  /** Name of the prepared statement; equal for equal texts. */
  readonly name: string;
  readonly sql: string;
  /** JSON text of the released fields as a nested object. */
  readonly evidence: (row: DisclosureRow) => string;
  /** JSON text of the fields' provenance by path. Put together from parts, because it repeats a few origins. */
  readonly provenance: (row: DisclosureRow) => string;
}

/** What a plan depends on. */
export type Planned = Pick<Permit, 'subjectKind' | 'fields' | 'recipient'>;

/** Plans kept; the gateway asks by evidence type, so there are few. More are made anew each time. */
const MOST_PLANS = 500;

export class DisclosurePlans<T extends RegisterRecord> {
  private readonly plans = new Map<string, DisclosurePlan>();
  private readonly names = new Map<string, string>();

  constructor(
    private readonly register: Register<T>,
    private readonly layout: RecordLayout,
    private readonly servesAll: boolean,
  ) {}

  /** Why this register does not answer the permit; `undefined` when it does. */
  refusal({ subjectKind, birthDate, fields }: Permit): string | undefined {
    const { subjects, search } = this.register;
    const answered =
      subjectKind === 'record' || subjects[subjectKind] !== undefined || search?.kind === subjectKind;
    if (!answered) return 'subject-kind-unsuitable';
    if (birthDate !== undefined && this.register.birthDate === undefined) return 'birth-date-unsupported';
    return fields.every((path) => Object.hasOwn(this.register.fields, path)) ? undefined : 'field-unknown';
  }

  planOf(permit: Planned): DisclosurePlan {
    const key = `${permit.subjectKind} ${permit.fields.join()} ${permit.recipient ?? ''}`;
    const known = this.plans.get(key);
    if (known) return known;
    const plan = this.plan(permit);
    if (this.plans.size < MOST_PLANS) this.plans.set(key, plan);
    return plan;
  }

  private plan({ subjectKind, fields, recipient }: Planned): DisclosurePlan {
    const chosen = fields.map((path) => [path, this.register.fields[path] as Field<T>] as const);
    const properties = [...new Set(chosen.flatMap(([, field]) => field.from))].toSorted();
    const sql = disclosureSql(this.register, this.layout, {
      kind: subjectKind,
      properties,
      servesAll: this.servesAll,
      toPerson: recipient === 'PERSON',
    });
    return {
      name: this.nameOf(sql),
      sql,
      evidence: evidenceOf(chosen),
      provenance: provenanceOf(chosen),
    };
  }

  /** A statement that is not among the first is not prepared by name: each name costs memory on every connection. */
  private nameOf(sql: string): string {
    const known = this.names.get(sql);
    if (known !== undefined) return known;
    if (this.names.size >= MOST_PLANS) return '';
    const name = `disclose_${this.names.size}`;
    this.names.set(sql, name);
    return name;
  }
}

type Chosen<T extends RegisterRecord> = readonly (readonly [path: string, field: Field<T>])[];

interface Nested {
  [member: string]: unknown;
}

function evidenceOf<T extends RegisterRecord>(chosen: Chosen<T>): DisclosurePlan['evidence'] {
  const readers = chosen.map(([path, { read }]) => ({ steps: path.split('.'), read }));
  return (row) => {
    const evidence: Nested = {};
    for (const { steps, read } of readers) put(evidence, steps, read(row as unknown as T) ?? null);
    return JSON.stringify(evidence);
  };
}

function put(target: Nested, steps: readonly string[], value: unknown): void {
  let node = target;
  for (let depth = 0; depth < steps.length - 1; depth += 1) {
    node = (node[steps[depth] as string] ??= {}) as Nested;
  }
  node[steps[steps.length - 1] as string] = value;
}

function provenanceOf<T extends RegisterRecord>(chosen: Chosen<T>): DisclosurePlan['provenance'] {
  const members = chosen.map(([path, { from }], index) => ({
    from,
    start: `${index === 0 ? '{' : ','}${JSON.stringify(path)}:`,
  }));
  return ({ _origins }) => {
    let origin: Origin | undefined;
    let text = '';
    let json = '';
    for (const { from, start } of members) {
      const found = latest(_origins, from);
      if (found !== origin) text = JSON.stringify((origin = found) satisfies FieldProvenance);
      json += start + text;
    }
    return `${json}}`;
  };
}

function latest(origins: Origins, properties: readonly string[]): Origin {
  let found = originOf(origins, properties[0] as string);
  for (const property of properties) {
    const origin = originOf(origins, property);
    if (origin.version > found.version) found = origin;
  }
  return found;
}
