export * from './dates.ts';
export * from './form.tsx';
export * from './kern.tsx';
export * from './lists.tsx';
export { ToldValue } from './told-value.tsx';
export { RegisterLines, RegisterText } from './register-text.tsx';
export { Select, type SelectProps } from './select.tsx';
export { type Both, localised, words } from './words.ts';
