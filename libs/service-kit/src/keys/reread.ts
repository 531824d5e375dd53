import { readFileSync, statSync } from 'node:fs';
import { Logger } from '@nestjs/common';
import { fileOf, fileOfSetting, variableOf } from '../config/index.ts';

/** How late a new content is seen by whoever uses it. */
const LOOK_AFTER_MS = 1_000;

/**
 * What a setting says, read again when the file that `<NAME>_FILE` names has changed. It is looked at when it is used, at
 * most once a second, so an idle process does nothing; a link that is turned to another file is seen too, as Kubernetes
 * does it. A content that cannot be used changes nothing, and makes the service not ready.
 */
export class Reread<T> {
  private readonly logger = new Logger('Settings');
  private readonly file: string | undefined;
  private readonly variable: string;
  private lookedAt = performance.now();
  private seen = '';
  private fault: string | undefined;

  /**
   * @param read the content as it is to be used
   * @throws what `read` throws, for the value that the process was started with
   */
  constructor(
    block: object,
    property: string,
    private value: T,
    private readonly read: (text: string) => T,
  ) {
    this.variable = fileOf(variableOf(property));
    this.file = fileOfSetting(block, property);
  }

  current(): T {
    if (this.file !== undefined && performance.now() - this.lookedAt >= LOOK_AFTER_MS) this.look(this.file);
    return this.value;
  }

  /** For readiness. @throws Error that names the setting and says nothing of the content */
  check(): void {
    this.current();
    if (this.fault !== undefined) throw new Error(this.fault);
  }

  private look(file: string): void {
    this.lookedAt = performance.now();
    try {
      const { mtimeMs, ino, size } = statSync(file);
      const found = `${mtimeMs} ${ino} ${size}`;
      if (found === this.seen) return;
      this.seen = found;
      this.value = this.read(readFileSync(file, 'utf8').trim());
      this.fault = undefined;
    } catch (error) {
      // The cause of a content that is no JSON would quote it.
      const reason = error instanceof SyntaxError ? 'is no JSON' : readable(error as NodeJS.ErrnoException);
      const fault = `${this.variable}: the new content is not used, the one before stays: ${reason}`;
      if (fault !== this.fault) this.logger.error({ msg: fault });
      this.fault = fault;
    }
  }
}

const readable = ({ code, message }: NodeJS.ErrnoException): string =>
  code?.startsWith('E') === true ? `the file cannot be read (${code})` : message;
