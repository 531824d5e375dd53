import type { FieldType, Form, Validation } from './form.ts';
import type { Finding } from './mistake.ts';
import { type Placed, placedFields } from './placed.ts';

/** Rules that the type of a field has no use for. */
export const fieldFindings = (form: Form): readonly Finding[] =>
  placedFields(form).flatMap((placed) => [...optionFindings(placed), ...validationFindings(placed)]);

function optionFindings({ field: { type, options }, path }: Placed): readonly Finding[] {
  if (type === 'choice' && options === undefined)
    return [{ path, what: 'The choice has no options.', remedy: 'Add options, each with value and label.' }];
  if (type !== 'choice' && options !== undefined)
    return [
      {
        path: [...path, 'options'],
        isName: true,
        what: `A field of type ${type} has no options.`,
        remedy: 'Write type: choice, or remove them.',
      },
    ];
  const values = (options ?? []).map(({ value }) => value);
  return values.flatMap((value, index) =>
    values.indexOf(value) === index
      ? []
      : [
          {
            path: [...path, 'options', index, 'value'],
            what: `There are two options ${value}.`,
            remedy: 'Give one of them another value, or remove it.',
          },
        ],
  );
}

const rulesOf: Readonly<Partial<Record<FieldType, readonly (keyof Validation)[]>>> = {
  text: ['maxLength', 'writing', 'pattern', 'message'],
  longText: ['maxLength'],
  number: ['min', 'max'],
  day: ['earliest', 'latest'],
};

function validationFindings({ field: { type, validation = {} }, path }: Placed): readonly Finding[] {
  const possible = rulesOf[type] ?? [];
  const at = [...path, 'validation'];
  const misplaced = Object.keys(validation)
    .filter((rule) => !possible.includes(rule as keyof Validation))
    .map((rule): Finding => ({
      path: [...at, rule],
      isName: true,
      what: `A field of type ${type} does not look at ${rule}.`,
      remedy: possible.length === 0 ? 'Remove it.' : `It looks at ${possible.join(', ')}.`,
    }));
  const { pattern, message, min, max, earliest, latest } = validation;
  const crossed =
    (min !== undefined && max !== undefined && min > max) ||
    (earliest !== undefined && latest !== undefined && earliest > latest && latest !== 'today');
  return [
    ...misplaced,
    ...(pattern !== undefined && message === undefined
      ? [{ path: at, what: 'A pattern needs a message.', remedy: 'Say in message de and en what to type.' }]
      : []),
    ...(crossed
      ? [{ path: at, what: 'No value lies between the two limits.', remedy: 'Exchange them.' }]
      : []),
  ];
}
