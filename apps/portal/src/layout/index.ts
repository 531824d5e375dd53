export * from './dates.ts';
export * from './form.tsx';
export * from './kern.tsx';
export { RegisterText } from './register-text.tsx';
export { type Both, localised, words } from './words.ts';
