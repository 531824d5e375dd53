import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const partial = /^([0-9a-f-]{36})\.ndjson\.part$/;

/** Ids of the replays that have a file under way in the folder. */
export async function partialFiles(folder: string): Promise<readonly string[]> {
  // A folder that is not there yet holds none.
  const names = await readdir(folder).catch(() => []);
  return names.flatMap((name) => partial.exec(name)?.[1] ?? []);
}

export const removePartialFile = (folder: string, id: string): Promise<void> =>
  rm(join(folder, `${id}.ndjson.part`), { force: true });
