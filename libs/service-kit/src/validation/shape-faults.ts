import type { ProblemDetailItem } from '#libs/contracts';
import { type DtoShape, shapeOf } from './dto-shape.ts';
import { type Dto, type Nesting, tooMany } from './nested-member.decorators.ts';
import { isPlainObject } from './plain-object.ts';

const unknownMember = 'is not a member here; leave it out';
const singleValue = 'must be a single value or a list of single values, without objects or lists in it';

/**
 * What is wrong with the shape of a value, whatever its single values are: members that the class does not declare,
 * something else where an object of a class belongs, objects where single values belong. It judges what came, before
 * anything is converted. Empty when the shape is right.
 */
export function shapeFaults(dto: Dto, value: unknown): ProblemDetailItem[] {
  if (!isPlainObject(value)) return [{ pointer: '/', code: 'request-invalid', detail: 'must be an object' }];
  return faultsOf(dto, value, '');
}

function faultsOf(dto: Dto, value: Readonly<Record<string, unknown>>, parent: string): ProblemDetailItem[] {
  const shape = shapeOf(dto);
  return Object.entries(value).flatMap(([name, member]) => memberFaults(shape, name, member, parent));
}

function memberFaults(shape: DtoShape, name: string, value: unknown, parent: string): ProblemDetailItem[] {
  const pointer = pointerTo(parent, name);
  const member = shape.get(name);
  if (!member) return [{ pointer, code: 'member-unknown', detail: unknownMember }];
  // Whether a member may be absent or null is for its other decorators to say.
  if (value === undefined || value === null) return [];
  if (member.nesting) return nestedFaults(member.nesting, value, pointer);
  return isSingle(value) ? [] : [{ pointer, code: member.code, detail: singleValue }];
}

function nestedFaults(nesting: Nesting, value: unknown, pointer: string): ProblemDetailItem[] {
  if (!nesting.list) return entryFaults(nesting, value, pointer);
  if (!Array.isArray(value)) {
    return [{ pointer, code: 'request-invalid', detail: 'must be a list of objects' }];
  }
  // Before its entries are looked at: a list of thousands would be judged entry by entry, and hold everybody up.
  if (nesting.maxItems !== undefined && value.length > nesting.maxItems) {
    return [{ pointer, code: 'request-invalid', detail: tooMany(nesting.maxItems) }];
  }
  return value.flatMap((entry: unknown, index) => entryFaults(nesting, entry, `${pointer}/${index}`));
}

function entryFaults({ dto }: Nesting, value: unknown, pointer: string): ProblemDetailItem[] {
  if (isPlainObject(value)) return faultsOf(dto(), value, pointer);
  return [{ pointer, code: 'request-invalid', detail: 'must be an object' }];
}

const isSingle = (value: unknown): boolean =>
  Array.isArray(value) ? !value.some(isObject) : !isObject(value);

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** RFC 6901. */
export const pointerTo = (parent: string, name: string): string =>
  `${parent}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
