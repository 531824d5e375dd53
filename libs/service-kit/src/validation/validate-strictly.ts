import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { RequestInvalid } from '../errors/domain.error.ts';
import { composedJson } from './composed-json.ts';
import { shapeFaults } from './shape-faults.ts';
import { toItems } from './to-items.ts';

/** Whoever made more mistakes of shape than that mends these first. */
const MAX_FAULTS = 99;

/**
 * An instance of `dto` from parsed JSON or a parsed query. Texts are composed (NFC), so that one name has one spelling
 * before anything is judged, compared or stored. Nothing else is converted but what a decorator converts; members
 * that the class does not declare are refused at every depth.
 * @throws RequestInvalid that names each member at fault by RFC 6901 pointer without repeating its value
 */
export function validateStrictly<T extends object>(dto: new () => T, json: unknown): T {
  const [first, ...rest] = shapeFaults(dto, json);
  if (first) throw new RequestInvalid([first, ...rest.slice(0, MAX_FAULTS)]);
  const instance = plainToInstance(dto, composedJson(json), { exposeDefaultValues: true });
  const errors = validateSync(instance, { validationError: { target: false, value: false } });
  if (errors.length > 0) throw new RequestInvalid(toItems(errors));
  return instance;
}
