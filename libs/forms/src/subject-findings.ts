import { type SubjectKind, subjectKinds } from '#libs/contracts';
import {
  type FieldType,
  fieldsOf,
  type Form,
  type FormField,
  type FormSubject,
  identifierTypes,
} from './form.ts';
import type { Finding } from './mistake.ts';
import { oneOf } from './nearest.ts';

/** Ids of records and names that are searched for are nothing that an applicant types. */
const neverTyped: readonly SubjectKind[] = ['record', 'person'];

/** Types of the fields in which a kind is typed; what a register more is asked by is text. */
const typesOf = (kind: SubjectKind): readonly FieldType[] =>
  neverTyped.includes(kind) ? [] : [identifierTypes.find((type) => type === kind) ?? 'text'];

/** Subjects of which no register is asked, or that are typed nowhere. */
export function subjectFindings(form: Form): readonly Finding[] {
  const fields = new Map(fieldsOf(form).map((field) => [field.id, field]));
  return form.subjects.flatMap((subject, index) => {
    const { id, kind, typed } = subject;
    const at = ['subjects', index];
    if (!subjectKinds.includes(kind)) {
      const what = `No register is asked by ${kind}.`;
      return [{ path: [...at, 'kind'], what, remedy: oneOf(kind, subjectKinds) }];
    }
    const isUsed = form.sources.some((source) => source.subject === id);
    const isCompany = typed !== undefined && 'court' in typed;
    return [
      ...(isUsed
        ? []
        : [{ path: at, what: `No source is about ${id}.`, remedy: 'Name it in a source, or remove it.' }]),
      ...(isCompany && kind !== 'euid'
        ? [{ path: [...at, 'typed'], what: companyOnly, remedy: 'Write kind: euid, or name one field.' }]
        : []),
      ...membersOf(subject).flatMap(({ member, field: name, types }) => {
        const path = [...at, 'typed', member];
        const field = fields.get(name);
        if (!field)
          return [{ path, what: `There is no field ${name}.`, remedy: oneOf(name, [...fields.keys()]) }];
        const fault = faultOf(field, types);
        return fault ? [{ path, ...fault }] : [];
      }),
    ];
  });
}

const companyOnly = 'Court and number name a company by its EUID, and nothing else.';

interface Member {
  readonly member: string;
  readonly field: string;
  readonly types: readonly FieldType[];
}

function membersOf({ kind, typed }: FormSubject): readonly Member[] {
  if (typed === undefined) return [];
  if ('court' in typed)
    return [
      { member: 'court', field: typed.court, types: ['registerCourt', 'choice'] },
      { member: 'number', field: typed.number, types: ['registerNumber'] },
    ];
  return [{ member: 'field', field: typed.field, types: typesOf(kind) }];
}

function faultOf(
  { id, type, source }: FormField,
  types: readonly FieldType[],
): Pick<Finding, 'what' | 'remedy'> | undefined {
  if (source)
    return {
      what: `The field ${id} is filled by a register, which is asked about this subject.`,
      remedy: 'Name a field without a source, which the applicant types.',
    };
  if (types.includes(type)) return undefined;
  return {
    what: `The field ${id} is of type ${type}.`,
    remedy:
      types.length === 0 ? 'This kind is never typed: leave typed out.' : `Make it ${types.join(' or ')}.`,
  };
}
