export * from './path-parameter.decorators.ts';
export * from './require-typed-parameters.ts';
export * from './whole-number.decorator.ts';
export * from './page.ts';
