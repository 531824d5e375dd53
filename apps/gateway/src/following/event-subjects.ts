import { eventSubject, type RegisterName } from '#libs/contracts';

/** The names under which registers announce changes, for subjects this gateway knows; nobody else is recognised. */
export class EventSubjects {
  /** @param keys EVENT_PSEUDONYM_KEY of each register */
  constructor(private readonly keys: Readonly<Record<RegisterName, Buffer>>) {}

  /** @param name citizen pseudonym of a resident, VIN of a vehicle, record id of a company */
  of(register: RegisterName, name: string): string {
    return eventSubject(this.keys[register], register, name);
  }
}
