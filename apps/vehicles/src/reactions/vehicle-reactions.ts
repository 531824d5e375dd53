import { type ChangeEventType, changeTopic } from '#libs/contracts';

/** Binds handlers to the group's inbox. */
export const VEHICLE_REACTIONS = Symbol('vehicles.reactions');

export const vehicleReactions = {
  group: 'vehicles.reactions',
  topics: [changeTopic('residents'), changeTopic('business')],
  /** What follows from them here is opened by the registration at the new place. */
  ignored: [
    'resident.moved-away.v1',
    'resident.feedback-received.v1',
    'company.registered.v1',
  ] satisfies ChangeEventType[],
  transportId: VEHICLE_REACTIONS,
} as const;
