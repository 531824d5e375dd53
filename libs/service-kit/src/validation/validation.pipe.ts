import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import type { Dto } from './nested-member.decorators.ts';
import { validateStrictly } from './validate-strictly.ts';

/** What Nest names as the type of a parameter that is of no class of ours. */
const primitives: ReadonlySet<unknown> = new Set([String, Boolean, Number, Array, Object, Buffer, Date]);

/** Strict validation of bodies and queries; see {@link validateStrictly}. Single parameters pass as they are. */
export class StrictValidationPipe implements PipeTransform {
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if (type === 'custom' || metatype === undefined || primitives.has(metatype)) return value;
    return validateStrictly(metatype as Dto, value ?? {});
  }
}
