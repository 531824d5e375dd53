import { readFileSync, statSync } from 'node:fs';
import { tellSecurityEvent } from '../logging/index.ts';
import { fileOf, fileOfSetting } from './read-config.ts';
import { ContentUnusable } from './read-json.decorator.ts';
import { openToOthers } from './secret-files.ts';
import { type Block, isSecret } from './setting.ts';
import { variableOf } from './variable-of.ts';

/** How late a new content is seen by whoever uses it. */
const LOOK_AFTER_MS = 1_000;

/**
 * What files say, read again when one of them has changed. They are looked at when their content is used, at most once a
 * second, so an idle process does nothing; a link that is turned to another file is seen too, as Kubernetes does it. A
 * content that cannot be used changes nothing, is told in the log, and makes the service not ready.
 */
export class FollowedFiles<T> {
  private lookedAtMs = performance.now();
  private seen = '';
  private problem: string | undefined;
  /** What is in use, as far as the log has been told. */
  private told: string;

  /**
   * @param settings those that name the files, for the log
   * @param value what the process was started with
   * @param read throws an Error whose message is a sentence that names the setting and says nothing of the content
   */
  constructor(
    private readonly files: readonly string[],
    private readonly settings: string,
    private value: T,
    private readonly read: () => T,
  ) {
    this.told = versionsOf(files);
  }

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
    const found = versionsOf(this.files);
    // Two files that belong together are not written at once, and times are told apart no finer than by a tick.
    if (found === this.seen && this.problem === undefined) return;
    try {
      this.value = this.read();
      this.seen = found;
      this.problem = undefined;
      if (found !== this.told)
        tellSecurityEvent('key-changed', {
          msg: `${this.settings}: a new content is in use.`,
          settings: this.settings,
        });
      this.told = found;
    } catch (error) {
      const { message } = error as Error;
      if (message !== this.problem)
        tellSecurityEvent('key-unusable', { msg: message, settings: this.settings });
      this.problem = message;
    }
  }
}

const versionsOf = (files: readonly string[]): string => files.map(versionOf).join(' ');

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
  if (file === undefined) return new FollowedFiles([], '', value, () => value);
  const variable = fileOf(variableOf(property));
  const secret = isSecret(block.constructor as Block, property);
  return new FollowedFiles([file], variable, value, () => {
    try {
      const open = secret ? openToOthers(file, variable) : undefined;
      if (open !== undefined) throw new ContentUnusable(open);
      return read(readFileSync(file, 'utf8').trim());
    } catch (error) {
      throw new Error(
        `${variable}: the new content is not used, the one before stays. ${reasonOf(error as NodeJS.ErrnoException)}`,
        { cause: error },
      );
    }
  });
}

/** A sentence of its own. */
function reasonOf(error: NodeJS.ErrnoException): string {
  // The cause of a content that is no JSON would quote it.
  if (error instanceof SyntaxError) return 'It is no JSON.';
  if (error instanceof ContentUnusable) return `It ${error.message}.`;
  const { code, syscall, message } = error;
  if (syscall !== undefined) return `The file cannot be read (${code}).`;
  return code === undefined ? message : `It cannot be used (${code}).`;
}
