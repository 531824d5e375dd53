export { NestedList, NestedObject } from './nested-member.decorators.ts';
export { validateStrictly } from './validate-strictly.ts';
export { StrictValidationPipe } from './validation.pipe.ts';
