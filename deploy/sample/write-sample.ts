import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { LineFile } from './line-file.ts';
import { sample, type SampleOptions } from './sample.ts';

export interface WrittenSample {
  /** Path of `residents.ndjson`. */
  readonly residents: string;
  /** Path of `vehicles.ndjson`. */
  readonly vehicles: string;
}

const PROGRESS_EVERY = 50_000;

/**
 * Writes a sample into a folder, which is made where it is missing.
 * @param progress called now and then with the number of lines written so far
 */
export function writeSample(
  options: SampleOptions,
  folder: string,
  progress: (lines: number) => void = () => {},
): WrittenSample {
  mkdirSync(folder, { recursive: true });
  const paths = { residents: join(folder, 'residents.ndjson'), vehicles: join(folder, 'vehicles.ndjson') };
  const files = { residents: new LineFile(paths.residents), vehicles: new LineFile(paths.vehicles) };
  for (const { register, record } of sample(options)) {
    files[register].append(record);
    const lines = files.residents.lines + files.vehicles.lines;
    if (lines % PROGRESS_EVERY === 0) progress(lines);
  }
  files.residents.close();
  files.vehicles.close();
  return paths;
}
