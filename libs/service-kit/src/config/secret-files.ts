import { realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** A group may read: Kubernetes gives the files of a secret to the group of the pod (0440). */
const OTHERS = 0o007;

/** Whoever may not enter a folder comes at nothing in it, whatever the modes of its files say. */
const isClosed = (folder: string): boolean => (statSync(folder).mode & OTHERS) === 0;

/**
 * What is wrong with who may come at a file that holds a secret, to be said behind what names it; Windows tells no rights.
 * @param variable the setting that names it; the path is a value of it and is not shown
 */
export function openToOthers(file: string, variable: string): string | undefined {
  if (process.platform === 'win32') return undefined;
  const mode = statSync(file).mode & 0o777;
  if ((mode & OTHERS) === 0 || isClosed(dirname(realpathSync(file)))) return undefined;
  return `names a file that everybody here may read or change (mode ${mode.toString(8)}); run chmod o= "$${variable}", or mount it with mode 0440`;
}
