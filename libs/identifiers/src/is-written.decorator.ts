import type { ValidationOptions } from 'class-validator';
import { parsedBy } from './parsed-by.decorator.ts';
import { parseWritten, type WrittenLimits, type Writing } from './written-text.ts';

const problems = ['request-invalid', 'characters-unsuitable'];

/** A text of one line in the characters of DIN 91379, without blanks at its ends. */
export const IsWritten = (
  writing: Writing,
  limits: WrittenLimits,
  options?: ValidationOptions,
): PropertyDecorator =>
  parsedBy(
    (text) => parseWritten(text, writing, limits),
    (code) => (code === 'CHARSET' ? 'characters-unsuitable' : 'request-invalid'),
    problems,
    options,
  );
