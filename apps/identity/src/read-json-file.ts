import { readFile } from 'node:fs/promises';

import { toItems } from '#libs/service-kit';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';

/**
 * Reads and validates a JSON file strictly: unknown members are refused.
 * @param variable environment variable that named the file, for the message
 * @throws Error that names the variable and the members at fault, never their values
 */
export async function readJsonFile<T extends object>(
  variable: string,
  path: string,
  shape: new () => T,
): Promise<T> {
  const content = plainToInstance(shape, await parse(variable, path));
  const errors = validateSync(content, {
    whitelist: true,
    forbidNonWhitelisted: true,
    validationError: { target: false, value: false },
  });
  if (errors.length === 0) return content;
  const faults = toItems(errors).map(({ pointer, detail }) => `  ${pointer}: ${detail}`);
  throw new Error(`${variable} is not usable:\n${faults.join('\n')}`);
}

async function parse(variable: string, path: string): Promise<object> {
  try {
    const content: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (typeof content === 'object' && content !== null && !Array.isArray(content)) return content;
  } catch {
    // The cause would quote the file, and the file holds keys and identification numbers.
  }
  throw new Error(`${variable} does not name a readable JSON file with an object in it.`);
}
