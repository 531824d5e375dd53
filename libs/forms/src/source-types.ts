import type { FieldType, FormField } from './form.ts';
import type { Finding } from './mistake.ts';

/** Of a JSON Schema, what tells which fields can show its values. */
interface Leaf {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Leaf>>;
}

export const leafOf = (schema: Leaf, path: string): Leaf =>
  path.split('.').reduce<Leaf>((node, step) => node.properties?.[step] ?? {}, schema);

const kindsOf = ({ type = [] }: Leaf): readonly string[] =>
  (typeof type === 'string' ? [type] : type).filter((each) => each !== 'null');

const isPartialDay = ({ pattern = '' }: Leaf): boolean => pattern.startsWith('^\\d{4}-\\d{2}-\\d{2}');
const isChoice = ({ enum: values }: Leaf): boolean => values !== undefined;

/** The types of fields that can show what a register says there; the first is the one to take. */
function fitting(leaf: Leaf): readonly FieldType[] {
  const [kind, ...more] = kindsOf(leaf);
  if (more.length > 0 || kind === undefined) return [];
  if (kind === 'boolean') return ['boolean'];
  if (kind === 'integer' || kind === 'number') return ['number'];
  if (kind !== 'string') return [];
  if (isChoice(leaf)) return ['choice'];
  if (leaf.format === 'date') return ['day', 'partialDay'];
  if (isPartialDay(leaf)) return ['partialDay'];
  return ['text', 'longText', 'plate', 'vin', 'euid', 'widnr', 'lei', 'ags', 'postcode', 'registerCourt'];
}

/** Why a field cannot show a value of the register; nothing where it can. */
export function misfit(
  { type, options = [] }: FormField,
  leaf: Leaf,
  isPart: boolean,
): Pick<Finding, 'what' | 'remedy'> | undefined {
  const kinds = kindsOf(leaf);
  if (isPart)
    return type === 'text' && kinds.every((kind) => ['string', 'integer'].includes(kind))
      ? undefined
      : { what: `Parts make one line of text, not ${type}.`, remedy: 'Write type: text.' };
  const fit = fitting(leaf);
  if (fit.length === 0)
    return {
      what: `The register says ${kinds.join(' or ')} there, which no field can show.`,
      remedy: 'Take another field of the evidence.',
    };
  if (!fit.includes(type))
    return {
      what: `The type ${type} does not fit what the register says there.`,
      remedy: `Write type: ${fit[0]}.`,
    };
  const lacking = (leaf.enum ?? []).filter(
    (value) => value !== null && !options.some((option) => option.value === value),
  );
  return lacking.length === 0
    ? undefined
    : {
        what: `The register may say ${lacking.map(String).join(', ')}, which no option shows.`,
        remedy: 'Add an option for each.',
      };
}
