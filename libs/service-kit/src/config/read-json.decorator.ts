import { Transform } from 'class-transformer';
import { ValidateBy, type ValidationArguments } from 'class-validator';

/** What a text turned out to be that is not what was expected. */
class Unreadable {
  constructor(readonly reason: string) {}
}

/** Said by who reads the content of a setting: what is wrong where, and the remedy; never a value. */
export class ContentUnusable extends Error {}

/** Its faults are told as they are. */
export const READS_TEXT = 'readsText';

/** A setting whose text is JSON. @param read @throws ContentUnusable */
export const ReadJson = (read: (content: unknown) => unknown): PropertyDecorator =>
  ReadText((text) => read(parsed(text)), 'JSON');

/** A setting whose text somebody else reads. @param read @throws ContentUnusable @param form what the text is, for docs/settings.md */
export const ReadText =
  (read: (text: string) => unknown, form: string): PropertyDecorator =>
  (prototype, property) => {
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? tried(value, read) : value))(
      prototype,
      property,
    );
    ValidateBy({
      name: READS_TEXT,
      constraints: [form],
      validator: {
        validate: (value: unknown) => value !== undefined && !(value instanceof Unreadable),
        defaultMessage: (args?: ValidationArguments) =>
          args?.value instanceof Unreadable ? args.value.reason : `is ${form}`,
      },
    })(prototype, property);
  };

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The cause would quote the text, which may hold keys.
    throw new ContentUnusable('is no JSON; compare docs/settings.md');
  }
}

function tried(text: string, read: (text: string) => unknown): unknown {
  try {
    return read(text);
  } catch (error) {
    if (error instanceof ContentUnusable) return new Unreadable(error.message);
    throw error;
  }
}

/** The members of an object that holds these alone, and whichever of the optional ones. @throws ContentUnusable */
export function membersOf(
  where: string,
  content: unknown,
  wanted: readonly string[],
  optional: readonly string[] = [],
): Readonly<Record<string, unknown>> {
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    throw new ContentUnusable(`${where} is no object; write { ${wanted.join(', ')} }`);
  const names = Object.keys(content);
  const missing = wanted.find((name) => !names.includes(name));
  if (missing !== undefined) throw new ContentUnusable(`${where} has no "${missing}"; add it`);
  const unknown = names.some((name) => ![...wanted, ...optional].includes(name));
  if (unknown)
    throw new ContentUnusable(
      `${where} has a member that nobody knows; keep ${list([...wanted, ...optional])}`,
    );
  return content as Readonly<Record<string, unknown>>;
}

const list = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');
