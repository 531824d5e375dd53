import type { Succeeded } from './succession.rules.ts';

/** One authority that keeps records of a register. */
export interface Authority extends Succeeded {
  readonly id: string;
  /** As evidence and letters name it. */
  readonly name: string;
  /** The register whose records it keeps. */
  readonly register: string;
  /**
   * What it is competent for: municipality keys (AGS, eight digits), county keys (five digits) for all municipalities of
   * the county but those that are named by themselves, or codes of register courts (XJustiz). Keys of earlier days may
   * stand here: they find records of then.
   */
  readonly areas: readonly string[];
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isDay = (value: unknown): boolean =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
const maybe =
  (is: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === undefined || is(value);

const members: Readonly<Record<keyof Authority, (value: unknown) => boolean>> = {
  id: (value) => typeof value === 'string' && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value),
  name: isText,
  register: isText,
  areas: (value) => Array.isArray(value) && value.every(isText),
  from: maybe(isDay),
  until: maybe(isDay),
  successor: maybe(isText),
};

/** One authority a line, as JSON. @throws TypeError that names the line and the member at fault, and no value */
export const readAuthorities = (text: string): readonly Authority[] =>
  text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [readLine(line, index + 1)]));

function readLine(line: string, number: number): Authority {
  const entry = parsed(line);
  if (entry === undefined)
    throw new TypeError(`Line ${number} is no JSON object: write one authority a line.`);
  const wrong = Object.entries(members).find(([name, is]) => !is(entry[name]));
  if (wrong) throw new TypeError(`Line ${number} has no usable "${wrong[0]}": correct it.`);
  const unknown = Object.keys(entry).some((name) => !Object.hasOwn(members, name));
  if (unknown)
    throw new TypeError(
      `Line ${number} has a member that nobody knows: keep ${Object.keys(members).join(', ')}.`,
    );
  return entry as unknown as Authority;
}

function parsed(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const content: unknown = JSON.parse(line);
    return typeof content === 'object' && content !== null && !Array.isArray(content)
      ? (content as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
