import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A class-data archive halves Kafka's start (JEP 350). The JVM writes one when the first Kafka ends in good order; it
 * goes to a name of its own first, because a killed JVM leaves a torn file. A JVM that does not like it ignores it.
 */
const archiveName = 'classes.jsa';

function draft(folder: string): string {
  return join(folder, `${archiveName}.draft-${process.pid}`);
}

/** @param mayWrite one JVM at a time: two would write to the same file */
export function classDataFlags(folder: string, mayWrite: boolean): string[] {
  const archive = join(folder, archiveName);
  if (existsSync(archive))
    return ['-Xshare:auto', '-Xlog:cds=off', '-Xlog:cds+dynamic=off', `-XX:SharedArchiveFile=${archive}`];
  if (!mayWrite) return [];
  return ['-Xlog:cds=off', '-Xlog:cds+dynamic=off', `-XX:ArchiveClassesAtExit=${draft(folder)}`];
}

/** To be called when a Kafka has ended in good order. */
export function keepClassData(folder: string): void {
  const written = draft(folder);
  if (existsSync(written)) renameSync(written, join(folder, archiveName));
}
