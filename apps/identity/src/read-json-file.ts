import { readFile } from 'node:fs/promises';

import { openToOthers, RequestInvalid, StartRefused, validateStrictly } from '#libs/service-kit';

/**
 * Reads and validates a JSON file strictly: unknown members are refused.
 * @param variable environment variable that named the file, for the message
 * @throws StartRefused that names the variable and the members at fault, never their values
 */
export async function readJsonFile<T extends object>(
  variable: string,
  path: string,
  shape: new () => T,
): Promise<T> {
  try {
    return validateStrictly(shape, await parse(variable, path));
  } catch (error) {
    if (!(error instanceof RequestInvalid)) throw error;
    const faults = error.items.map(({ pointer, detail }) => `  ${pointer}: ${detail}`);
    throw new StartRefused(`${variable} is not usable:\n${faults.join('\n')}`, { cause: error });
  }
}

/**
 * One that holds private keys or identification numbers.
 * @throws StartRefused as {@link readJsonFile} does, and where others than the service may come at the file
 */
export async function readSecretJsonFile<T extends object>(
  variable: string,
  path: string,
  shape: new () => T,
): Promise<T> {
  const content = await readJsonFile(variable, path, shape);
  const open = openToOthers(path, variable);
  if (open !== undefined) throw new StartRefused(`${variable} ${open}.`);
  return content;
}

async function parse(variable: string, path: string): Promise<object> {
  try {
    const content: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (typeof content === 'object' && content !== null && !Array.isArray(content)) return content;
  } catch {
    // The cause would quote the file, and the file holds keys and identification numbers.
  }
  throw new StartRefused(`${variable} does not name a readable JSON file with an object in it.`);
}
