import type { Answers, FieldFault, ProcedureForm } from '../forms/index.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A form with the fields `zone`, which must be typed, and `reason`; its second version has no `reason`. */
export class ExampleForm implements Mutable<Omit<ProcedureForm, 'unfit' | 'faults'>> {
  id = 'example-permit';
  version = 1;
  authority = 'strassenverkehr-hannover';
  purpose = 'resident-parking-permit';
  title = { de: 'Beispiel', en: 'Example' };
  definition = { pages: [] };
  evidenceTypes = ['residents.parking-permit.v1', 'vehicles.parking-permit.v1'];

  unfit(answers: Answers): readonly FieldFault[] {
    const known = this.version === 1 ? ['zone', 'reason'] : ['zone'];
    return Object.keys(answers)
      .filter((field) => !known.includes(field))
      .map((field) => ({ field, detail: 'The form has no such field.', isUnknown: true }));
  }

  faults(answers: Answers): readonly FieldFault[] {
    const missing = answers['zone'] ? [] : [{ field: 'zone', detail: 'Say which zone.' }];
    return [...this.unfit(answers), ...missing];
  }
}
