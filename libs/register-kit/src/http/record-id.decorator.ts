import { UuidParam } from '#libs/service-kit';
import { RecordUnknown } from '../register.errors.ts';

/** The record id in a path. What is no record id names no record. */
export const RecordId = (): ParameterDecorator => UuidParam('id', RecordUnknown);
