import { getMetadataStorage, ValidationTypes } from 'class-validator';
import type { ErrorCode } from '#libs/contracts';
import { type Dto, type Nesting, nestingOf } from './nested-member.decorators.ts';
import { codeOfMetadata } from './constraint-codes.ts';
import { speakPlainly } from './plain-texts.ts';

export interface Member {
  /** Absent for a member that holds single values. */
  readonly nesting?: Nesting;
  /** What a value that does not fit is refused with. */
  readonly code: ErrorCode;
}

export type DtoShape = ReadonlyMap<string, Member>;

const shapes = new WeakMap<Dto, DtoShape>();

/**
 * The members that a class declares, read once from its validation metadata. A map, so that no name that objects
 * inherit (`toString`, `constructor`) is taken for a member.
 * @throws Error for a class without members, or one that nests by other means than the decorators for it
 */
export function shapeOf(dto: Dto): DtoShape {
  const known = shapes.get(dto);
  if (known) return known;
  const shape = readShape(dto);
  shapes.set(dto, shape);
  return shape;
}

function readShape(dto: Dto): DtoShape {
  const metadata = getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false);
  const names = new Set(metadata.map(({ propertyName }) => propertyName));
  for (const each of metadata) speakPlainly(each);
  if (names.size === 0) throw new Error(`${dto.name} declares no members.`);
  return new Map(
    [...names].map((name) => {
      const own = metadata.filter(({ propertyName }) => propertyName === name);
      const nestings = own.map(nestingOf).filter((nesting) => nesting !== undefined);
      const validatesNested = own.filter(({ type }) => type === ValidationTypes.NESTED_VALIDATION).length;
      if (nestings.length > 1 || validatesNested !== nestings.length) {
        throw new Error(`${dto.name}.${name} must nest by one NestedObject or NestedList, and nothing else.`);
      }
      const code = own.map(codeOfMetadata).find((each) => each !== undefined) ?? 'request-invalid';
      return [name, { code, ...(nestings[0] && { nesting: nestings[0] }) }];
    }),
  );
}
