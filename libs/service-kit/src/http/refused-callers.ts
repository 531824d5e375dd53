import { Logger } from '@nestjs/common';

const HOUR_MS = 3_600_000;
/** Certificates are of our own authority, so there are no more names than somebody signed. */
const MOST_NAMES = 1_000;

/** Whoever is refused at the internal door is in the log once in an hour, however often and by how many connections. */
export class RefusedCallers {
  private readonly log = new Logger('Security');
  private readonly toldAtMs = new Map<string, number>();

  /** @param now milliseconds of a clock that only goes forward */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** @param names those in the certificate, which somebody signed: no text that a caller chose */
  tell(names: readonly string[]): void {
    const name = names.join(', ') || 'no name';
    const told = this.toldAtMs.get(name);
    if (told !== undefined && this.now() - told < HOUR_MS) return;
    if (this.toldAtMs.size >= MOST_NAMES) this.toldAtMs.clear();
    this.toldAtMs.set(name, this.now());
    this.log.warn({
      msg: 'a caller that INTERNAL_CALLERS does not list was refused at the internal door; told once an hour',
      event: 'caller-not-listed',
      certificate: name,
    });
  }
}
