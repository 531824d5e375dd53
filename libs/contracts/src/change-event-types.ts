import type { RegisterName } from './register-name.ts';

/**
 * Every event type a register announces, in one place: rules, consumers, grants and the AsyncAPI document take them from
 * here. A type is never renamed and never removed; what it says may only grow (docs/schemas).
 */
export const changeEventTypes = {
  residents: [
    'resident.registered.v1',
    'resident.moved.v1',
    'resident.name-changed.v1',
    'resident.died.v1',
    'resident.moved-away.v1',
    'resident.feedback-received.v1',
  ],
  vehicles: ['vehicle.registered.v1', 'vehicle.transferred.v1', 'vehicle.deregistered.v1'],
  business: ['company.registered.v1', 'company.seat-moved.v1', 'company.deleted.v1'],
} as const satisfies Readonly<Record<RegisterName, readonly string[]>>;

/** Past tense and versioned: `resident.moved.v1`. */
export type ChangeEventType = (typeof changeEventTypes)[RegisterName][number];
