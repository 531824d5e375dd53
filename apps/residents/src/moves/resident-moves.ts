import { type ChangeEventType, changeEventTypes, changeTopic } from '#libs/contracts';

/** Binds the handler to the inbox of the register's own topic. */
export const RESIDENT_MOVES = Symbol('residents.moves');

const HANDLED: ChangeEventType = 'resident.registered.v1';

export const residentMoves = {
  topics: [changeTopic('residents')],
  ignored: changeEventTypes.residents.filter((type) => type !== HANDLED),
  transportId: RESIDENT_MOVES,
} as const;
