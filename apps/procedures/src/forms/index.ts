export {
  type Answers,
  type FieldFault,
  FormCatalogue,
  type Localised,
  type ProcedureForm,
  type Ways,
} from './form.catalogue.ts';
export { LocalisedDto } from './form.dto.ts';
export { FormUnknown, FormVersionChanged } from './form.errors.ts';
export { FormsModule } from './forms.module.ts';
export { FormsConfig } from './forms.config.ts';
export { formsOf } from './release-forms.ts';
