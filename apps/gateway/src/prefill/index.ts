export { FormsConfig } from './forms.config.ts';
export { PrefillModule } from './prefill.module.ts';
