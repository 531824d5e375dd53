/** Made by `npm run generate` from the API descriptions; a change by hand is refused. */
export { business } from './business.generated.ts';
export type * as Business from './business.generated.ts';
export { gateway } from './gateway.generated.ts';
export type * as Gateway from './gateway.generated.ts';
export { operator } from './operator.generated.ts';
export type * as Operator from './operator.generated.ts';
export { procedures } from './procedures.generated.ts';
export type * as Procedures from './procedures.generated.ts';
export { residents } from './residents.generated.ts';
export type * as Residents from './residents.generated.ts';
export { vehicles } from './vehicles.generated.ts';
export type * as Vehicles from './vehicles.generated.ts';
