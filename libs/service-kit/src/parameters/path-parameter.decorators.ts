import { Param, type PipeTransform } from '@nestjs/common';
import type { DomainError } from '../errors/index.ts';

/** A UUID of any version as a whole-string pattern; PostgreSQL would take braces and other spellings too. */
export const UUID = '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$';

const uuid = new RegExp(UUID);

/** What names a thing in a path. What cannot be the name of one is answered like the name of none. */
export class NamePipe implements PipeTransform<string, string> {
  constructor(
    private readonly form: RegExp,
    private readonly Unknown: new () => DomainError,
  ) {}

  /** For the API description. */
  get schema(): Readonly<Record<string, string>> {
    return { type: 'string', ...(this.form === uuid ? { format: 'uuid' } : { pattern: this.form.source }) };
  }

  transform(name: string): string {
    if (!this.form.test(name)) throw new this.Unknown();
    return this.form === uuid ? name.toLowerCase() : name;
  }
}

/** @param Unknown the refusal when there is no such thing */
export const UuidParam = (name: string, Unknown: new () => DomainError): ParameterDecorator =>
  Param(name, new NamePipe(uuid, Unknown));

/**
 * @param form the whole name's; takes neither NUL nor half a surrogate pair, or the service does not start
 * @param Unknown the refusal when there is no such thing
 */
export const NameParam = (name: string, form: RegExp, Unknown: new () => DomainError): ParameterDecorator =>
  Param(name, new NamePipe(form, Unknown));
