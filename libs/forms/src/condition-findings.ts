import { fieldsOf, type Form, type FormField } from './form.ts';
import type { Finding } from './mistake.ts';
import { oneOf } from './nearest.ts';
import { placedConditions, placedFields, type PlacedCondition } from './placed.ts';

/** Conditions that can never be told, and circles of them. */
export function conditionFindings(form: Form): readonly Finding[] {
  const fields = new Map(fieldsOf(form).map((field) => [field.id, field]));
  return [...placedConditions(form).flatMap((each) => inCondition(each, fields)), ...circles(form)];
}

function inCondition(
  { condition, path }: PlacedCondition,
  fields: ReadonlyMap<string, FormField>,
): readonly Finding[] {
  const field = fields.get(condition.field);
  const at = [...path, 'field'];
  if (!field)
    return [
      {
        path: at,
        what: `There is no field ${condition.field}.`,
        remedy: oneOf(condition.field, [...fields.keys()]),
      },
    ];
  if (field.source)
    return [
      {
        path: at,
        what: `${condition.field} is filled by a register, and a draft never holds what a register said.`,
        remedy: 'Take a field without a source, which the applicant types.',
      },
    ];
  const possible = valuesOf(field);
  const [member, values] =
    'is' in condition ? (['is', condition.is] as const) : (['isNot', condition.isNot] as const);
  return values.flatMap((value, index) =>
    possible === undefined || possible.includes(value)
      ? []
      : [
          {
            path: [...path, member, index],
            what: `${condition.field} never has the value ${value}.`,
            remedy: oneOf(value, possible),
          },
        ],
  );
}

function valuesOf({ type, options = [] }: FormField): readonly string[] | undefined {
  if (type === 'choice') return options.map(({ value }) => value);
  return type === 'boolean' || type === 'confirmation' ? ['true', 'false'] : undefined;
}

/** Whether a field is shown depends on its own conditions and on those of its page. */
function circles(form: Form): readonly Finding[] {
  const needs = new Map(
    form.pages.flatMap(({ shownWhen, fields }) =>
      fields.map((field) => [field.id, [...shownWhen, ...field.shownWhen].map((each) => each.field)]),
    ),
  );
  const told = new Set<string>();
  return placedFields(form).flatMap(({ field, path }) => {
    const circle = told.has(field.id) ? undefined : circleFrom(field.id, needs);
    if (circle === undefined) return [];
    for (const each of circle) told.add(each);
    const way = [...circle, field.id].join(' → ');
    return [
      {
        path: [...path, ...(field.shownWhen.length > 0 ? ['shownWhen'] : [])],
        what: `The conditions go round in a circle: ${way}.`,
        remedy: 'Take one of these conditions away; none of the fields would ever be shown.',
      },
    ];
  });
}

/** The shortest way from a field back to it. */
function circleFrom(
  start: string,
  needs: ReadonlyMap<string, readonly string[]>,
): readonly string[] | undefined {
  const seen = new Set<string>();
  let ways: readonly (readonly string[])[] = [[start]];
  while (ways.length > 0) {
    const next: (readonly string[])[] = [];
    for (const way of ways)
      for (const each of needs.get(way.at(-1)!) ?? []) {
        if (each === start) return way;
        if (!seen.has(each)) next.push([...way, each]);
        seen.add(each);
      }
    ways = next;
  }
  return undefined;
}
