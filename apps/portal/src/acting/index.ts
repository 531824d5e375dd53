export { ChildInputs, type ChildTyped } from './child-inputs.tsx';
export { readChild } from './child.rules.ts';
export { dayShown, dayTyped } from './typed-day.rules.ts';
