import { type ChangeEventType, changeTopic } from '#libs/contracts';

/** Binds handlers to the group's inbox. */
export const VEHICLE_REACTIONS = Symbol('vehicles.reactions');

export const vehicleReactions = {
  group: 'vehicles.reactions',
  topics: [changeTopic('residents'), changeTopic('business')],
  /** A new entry in another register changes nothing about a holder whom this register has already. */
  ignored: [
    'resident.registered.v1',
    'resident.moved-away.v1',
    'resident.feedback-received.v1',
    'company.registered.v1',
  ] satisfies ChangeEventType[],
  transportId: VEHICLE_REACTIONS,
} as const;
