import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import { ArrayMaxSize, getMetadataStorage, ValidateBy, ValidateNested } from 'class-validator';

export type Dto = new () => object;
type ValidationMetadata = ReturnType<
  ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']
>[number];

/** What a member holds that is no single value: one object of a class, or a list of such objects. */
export interface Nesting {
  readonly dto: () => Dto;
  readonly list: boolean;
  /** Of a list: how many entries it may have. */
  readonly maxItems?: number;
}

const NAME = 'nestedMember';

/**
 * A member that is an object of `dto`. The only way to declare one, with {@link NestedList}: class-validator's own
 * decorator takes a list for an object, and looks into lists inside lists with no class to judge their members by.
 */
export const NestedObject = (dto: () => Dto): PropertyDecorator => nested({ dto, list: false });

/** A member that is a list of objects of `dto`. */
export const NestedList = (dto: () => Dto, maxItems: number): PropertyDecorator =>
  applyDecorators(
    nested({ dto, list: true, maxItems }),
    ArrayMaxSize(maxItems, { message: tooMany(maxItems) }),
  );

/** What is said of a list that is too long. */
export const tooMany = (maxItems: number): string => `must not have more than ${maxItems} entries`;

const nested = (nesting: Nesting): PropertyDecorator =>
  applyDecorators(
    ValidateBy({
      name: NAME,
      constraints: [nesting],
      validator: {
        validate: (value) => holds(nesting, value),
        defaultMessage: () => `must be ${nesting.list ? 'a list of objects' : 'an object'}`,
      },
    }),
    ValidateNested(),
    Type(nesting.dto),
  );

/** Asked after conversion; what is no object was left as it is. */
function holds({ dto, list }: Nesting, value: unknown): boolean {
  const isOne = (each: unknown): boolean => each instanceof dto();
  return list ? Array.isArray(value) && value.every(isOne) : isOne(value);
}

/** What the metadata says about nesting; kept in class-validator's own, which mapped types (`OmitType`) copy. */
export const nestingOf = (metadata: ValidationMetadata): Nesting | undefined =>
  metadata.name === NAME ? (metadata.constraints[0] as Nesting) : undefined;
