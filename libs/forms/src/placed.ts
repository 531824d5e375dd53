import type { Condition, Form, FormField } from './form.ts';
import type { Finding } from './mistake.ts';

export interface Placed {
  readonly field: FormField;
  readonly path: Finding['path'];
}

export const placedFields = ({ pages }: Form): readonly Placed[] =>
  pages.flatMap(({ fields }, page) =>
    fields.map((field, index) => ({ field, path: ['pages', page, 'fields', index] })),
  );

export interface PlacedCondition {
  readonly condition: Condition;
  readonly path: Finding['path'];
}

/** All that is shown under conditions. */
export const placedConditions = (form: Form): readonly PlacedCondition[] =>
  [
    ...form.sources.map(({ shownWhen }, index) => ({ shownWhen, path: ['sources', index] })),
    ...form.pages.map(({ shownWhen }, index) => ({ shownWhen, path: ['pages', index] })),
    ...placedFields(form).map(({ field: { shownWhen }, path }) => ({ shownWhen, path })),
  ].flatMap(({ shownWhen, path }) =>
    shownWhen.map((condition, index) => ({ condition, path: [...path, 'shownWhen', index] })),
  );
