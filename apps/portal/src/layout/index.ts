export * from './checks.tsx';
export * from './dates.ts';
export { type Fault, FaultSummary, Form, TextInput } from './form.tsx';
export * from './kern.tsx';
export * from './lists.tsx';
export { codeText, ToldValue } from './told-value.tsx';
export { AuthorityName, RegisterLines, RegisterText } from './register-text.tsx';
export { Select, type SelectProps } from './select.tsx';
export { type Both, localised, referenceOf, words } from './words.ts';
