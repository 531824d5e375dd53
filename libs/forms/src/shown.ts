import type { Answers, Condition, Form, FormField, FormPage, FormSource } from './form.ts';

/** What is shown to somebody who typed this; what hides a field hides all that depends on it. */
export class ShownParts {
  private readonly pageOf: ReadonlyMap<string, { readonly page: FormPage; readonly field: FormField }>;
  private readonly told = new Map<string, boolean>();
  private readonly form: Form;
  private readonly answers: Answers;

  constructor(form: Form, answers: Answers) {
    this.form = form;
    this.answers = answers;
    this.pageOf = new Map(
      form.pages.flatMap((page) => page.fields.map((field) => [field.id, { page, field }] as const)),
    );
  }

  /** Pages with their shown fields alone; those without any are left out. */
  get pages(): readonly FormPage[] {
    return this.form.pages
      .map((page) => ({ ...page, fields: page.fields.filter(({ id }) => this.hasField(id)) }))
      .filter(({ fields }) => fields.length > 0);
  }

  get fields(): readonly FormField[] {
    return this.pages.flatMap(({ fields }) => fields);
  }

  get sources(): readonly FormSource[] {
    return this.form.sources.filter(({ shownWhen }) => this.allHold(shownWhen));
  }

  hasField(id: string): boolean {
    const known = this.told.get(id);
    if (known !== undefined) return known;
    const { page, field } = this.pageOf.get(id) ?? {};
    const isShown =
      page !== undefined && field !== undefined && this.allHold([...page.shownWhen, ...field.shownWhen]);
    this.told.set(id, isShown);
    return isShown;
  }

  private allHold(conditions: readonly Condition[]): boolean {
    return conditions.every((condition) => this.holds(condition));
  }

  private holds(condition: Condition): boolean {
    const answer = this.hasField(condition.field) ? (this.answers[condition.field] ?? '') : '';
    return 'is' in condition ? condition.is.includes(answer) : !condition.isNot.includes(answer);
  }
}
