/** A list of records, one JSON text a line. */
export const NDJSON = 'application/x-ndjson';
export const JSON_TYPE = 'application/json';
export const FORM = 'application/x-www-form-urlencoded';

const token = "[!#$%&'*+.^_`|~0-9a-z-]+";
const typeForm = new RegExp(`^${token}/${token}$`);
const parameterForm = new RegExp(`^(${token})=(?:(${token})|"([^"\\\\]*)")$`);

/**
 * The media type that a `Content-Type` names (RFC 9110 §8.3), in lower case and without parameters. Absent when the
 * value is malformed or names a character set other than UTF-8, the only one that is read.
 */
export function mediaTypeOf(value: string): string | undefined {
  const [type = '', ...parameters] = value
    .toLowerCase()
    .split(';')
    .map((part) => part.replaceAll(/^[ \t]+|[ \t]+$/g, ''));
  if (!typeForm.test(type)) return undefined;
  return parameters.every((parameter) => parameter === '' || isReadable(parameter)) ? type : undefined;
}

function isReadable(parameter: string): boolean {
  const [, name, plain, quoted] = parameterForm.exec(parameter) ?? [];
  return name !== undefined && (name !== 'charset' || (plain ?? quoted) === 'utf-8');
}
