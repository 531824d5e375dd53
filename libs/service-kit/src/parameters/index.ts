export * from './path-parameter.decorators.ts';
export * from './require-typed-parameters.ts';
