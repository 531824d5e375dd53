export * from './checks.tsx';
export * from './dates.ts';
export { type Fault, FaultSummary, Form, InputGroup, TextInput } from './form.tsx';
export * from './kern.tsx';
export { lawText } from '#libs/contracts';
export * from './lists.tsx';
export { codeText, ToldValue } from './told-value.tsx';
export {
  AuthorityName,
  Naming,
  NoticeText,
  RegisterLines,
  RegisterText,
  UNTRANSLATED,
  withoutHidden,
} from './register-text.tsx';
export { Select } from './select.tsx';
export { type Both, capital, fileNumber, fullName, localised, referenceOf, words } from './words.ts';
