import { readFileSync, statSync } from 'node:fs';
import { Logger } from '@nestjs/common';
import { fileOf, fileOfSetting } from './read-config.ts';
import { variableOf } from './variable-of.ts';

/** How late a new content is seen by whoever uses it. */
const LOOK_AFTER_MS = 1_000;

/**
 * What files say, read again when one of them has changed. They are looked at when their content is used, at most once a
 * second, so an idle process does nothing; a link that is turned to another file is seen too, as Kubernetes does it. A
 * content that cannot be used changes nothing, is told in the log, and makes the service not ready.
 */
export class FollowedFiles<T> {
  private readonly logger = new Logger('Settings');
  private lookedAtMs = performance.now();
  private seen = '';
  private problem: string | undefined;

  /**
   * @param value what the process was started with
   * @param read throws an Error whose message is a sentence that names the setting and says nothing of the content
   */
  constructor(
    private readonly files: readonly string[],
    private value: T,
    private readonly read: () => T,
  ) {}

  current(): T {
    if (performance.now() - this.lookedAtMs >= LOOK_AFTER_MS) this.look();
    return this.value;
  }

  /** What is wrong with the files as they are now, in a sentence. */
  fault(): string | undefined {
    this.look();
    return this.problem;
  }

  private look(): void {
    this.lookedAtMs = performance.now();
    const found = this.files.map(versionOf).join(' ');
    // Two files that belong together are not written at once, and times are told apart no finer than by a tick.
    if (found === this.seen && this.problem === undefined) return;
    try {
      this.value = this.read();
      this.seen = found;
      this.problem = undefined;
    } catch (error) {
      const { message } = error as Error;
      if (message !== this.problem) this.logger.error({ msg: message });
      this.problem = message;
    }
  }
}

function versionOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found ? `${found.mtimeMs} ${found.ino} ${found.size}` : 'none';
}

/**
 * A setting as the file that `<NAME>_FILE` names has it; where its value was given by itself, as it is.
 * @param read the content as it is to be used
 */
export function followSetting<T>(
  block: object,
  property: string,
  value: T,
  read: (text: string) => T,
): FollowedFiles<T> {
  const file = fileOfSetting(block, property);
  if (file === undefined) return new FollowedFiles([], value, () => value);
  const variable = fileOf(variableOf(property));
  return new FollowedFiles([file], value, () => {
    try {
      return read(readFileSync(file, 'utf8').trim());
    } catch (error) {
      throw new Error(
        `${variable}: the new content is not used, the one before stays: ${reasonOf(error as NodeJS.ErrnoException)}`,
        { cause: error },
      );
    }
  });
}

function reasonOf(error: NodeJS.ErrnoException): string {
  // The cause of a content that is no JSON would quote it.
  if (error instanceof SyntaxError) return 'is no JSON';
  const { code, message } = error;
  return code?.startsWith('E') === true ? `the file cannot be read (${code})` : message;
}
