import type { PrefillForm } from './form.snapshot.ts';

/** The forms that can be filled here. */
export class FormsConfig {
  constructor(readonly forms: readonly PrefillForm[]) {}
}
