import { getMetadataStorage } from 'class-validator';
import type { Dto } from './routed-dtos.ts';

/** A member as the API description and TypeScript's own metadata have it, whatever validates it. */
export interface DescribedMember {
  readonly name: string;
  /** The class of the objects it holds; absent for single values. */
  readonly dto?: Dto;
  readonly list: boolean;
  /** Nobody says what it holds. */
  readonly opaque: boolean;
}

interface Description {
  readonly type?: unknown;
  readonly isArray?: boolean;
}

const PROPERTIES = 'swagger/apiModelProperties';

export function describedMembers(dto: Dto): readonly DescribedMember[] {
  const prototype = dto.prototype as object;
  const listed = (Reflect.getMetadata('swagger/apiModelPropertiesArray', prototype) ?? []) as string[];
  const described = listed.map((name) => name.replace(/^:/, ''));
  const validated = getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false);
  const names = new Set([...described, ...validated.map(({ propertyName }) => propertyName)]);
  return [...names].map((name) => memberOf(prototype, name));
}

function memberOf(prototype: object, name: string): DescribedMember {
  const description = Reflect.getMetadata(PROPERTIES, prototype, name) as Description | undefined;
  const design: unknown = Reflect.getMetadata('design:type', prototype, name);
  const type = resolved(description?.type);
  const candidates = [Array.isArray(type) ? (type[0] as unknown) : type, design];
  const dto = candidates.find(isDto);
  const list = Array.isArray(type) || description?.isArray === true || design === Array;
  const opaque = description?.type === undefined && (design === Array || design === Object);
  return { name, list, opaque, ...(dto && { dto }) };
}

/** The API description knows a type that is given later by the name of its function. */
const resolved = (type: unknown): unknown =>
  typeof type === 'function' && type.name === 'type' ? (type as () => unknown)() : type;

const isDto = (type: unknown): type is Dto =>
  typeof type === 'function' &&
  getMetadataStorage().getTargetValidationMetadatas(type, '', false, false).length > 0;
