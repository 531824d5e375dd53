import {
  declarationOf,
  ofEachRegister,
  type RegisterName,
  registerNames,
  registers,
} from './register-name.ts';

type ChangeEventTypes = { readonly [K in RegisterName]: (typeof registers)[K]['events']['types'] };

/**
 * Every event type a register announces, from the file in which it declares itself: rules, consumers, grants and the
 * AsyncAPI document take them from here. A type is never renamed and never removed; what it says may only grow
 * (docs/schemas).
 */
export const changeEventTypes = ofEachRegister(
  (name) => registers[name].events.types,
) as unknown as ChangeEventTypes;

/** Past tense and versioned: `resident.moved.v1`. */
export type ChangeEventType = ChangeEventTypes[RegisterName][number];

/** After these the record is no longer the one of its subject. */
export const closingEventTypes: readonly string[] = registerNames.flatMap(
  (name) => declarationOf(name).events.closing ?? [],
);
