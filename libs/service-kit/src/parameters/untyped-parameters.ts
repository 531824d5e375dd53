import type { PipeTransform, Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync } from 'class-validator';
import { DomainError } from '../errors/index.ts';
import { shapeOf } from '../validation/dto-shape.ts';
import type { Dto } from '../validation/nested-member.decorators.ts';
import type { RouteParameter } from './route-parameters.ts';

/** Texts that JSON and URLs can carry and PostgreSQL cannot hold: NUL, half a surrogate pair. */
const unstorable = ['a\0b', 'a\ud800b'];

/**
 * Why a parameter cannot be trusted with what callers send; empty when it can. A path parameter has a pipe that refuses
 * unstorable text; a query is a class each member of which refuses it, and so is a body, unless it is a stream.
 */
export function faultsOf({ route, source, name, type, pipes }: RouteParameter): readonly string[] {
  const what = `${route} ${source}${name === undefined ? '' : ` ${name}`}`;
  if (source === 'header') return [`${what}: read headers with a decorator of their own`];
  if (source === 'path') return name !== undefined && pipes.some(refuses) ? [] : [`${what}: no type`];
  const known = membersOf(type).length > 0;
  if (source === 'body') return known ? looseTexts(type).map((member) => `${what} ${member}: any text`) : [];
  if (name !== undefined || !known) return [`${what}: not a class with validated members`];
  return looseTexts(type).map((member) => `${what} ${member}: any text`);
}

/** Members, at any depth, that take text which cannot be stored. */
function looseTexts(type: Dto, above: readonly Dto[] = []): readonly string[] {
  if (above.includes(type)) return [];
  return [...shapeOf(type)].flatMap(([name, { nesting }]) => {
    if (nesting) return looseTexts(nesting.dto(), [...above, type]).map((inner) => `${name}/${inner}`);
    return takesUnstorable(type, name) ? [name] : [];
  });
}

function refuses(pipe: PipeTransform | Type<PipeTransform>): boolean {
  const instance = typeof pipe === 'function' ? undefined : pipe;
  return instance !== undefined && unstorable.every((text) => isRefusedBy(instance, text));
}

function isRefusedBy(pipe: PipeTransform, text: string): boolean {
  try {
    pipe.transform(text, { type: 'param' });
    return false;
  } catch (error) {
    return error instanceof DomainError;
  }
}

/** Names of the validated members of a class, its parents' included. */
function membersOf(type: Type): readonly string[] {
  const found = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  return [...new Set(found.map(({ propertyName }) => propertyName))];
}

function takesUnstorable(type: Dto, member: string): boolean {
  return unstorable
    .flatMap((text) => [text, [text]])
    .some((value) => {
      const errors = validateSync(plainToInstance<object, object>(type, { [member]: value }));
      return !errors.some(({ property }) => property === member);
    });
}
