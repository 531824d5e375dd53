export type { PrefillForm } from './form.snapshot.ts';
export { FormsConfig } from './forms.config.ts';
export { PrefillModule } from './prefill.module.ts';
