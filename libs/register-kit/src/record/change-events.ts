import { type ChangeEvent, eventSubject, registerSource } from '#libs/contracts';
import type { PseudonymKey } from '#libs/service-kit';
import type { RegisterRecord } from './register-record.ts';
import { publishedProperties, type Register } from './register-definition.ts';

/** What an event says beyond its register: which record, what changed, since when. Never a value. */
export interface Recorded {
  readonly eventId: string;
  readonly type: string;
  /** What names the record's subject, before it becomes a pseudonym. */
  readonly eventKey: string;
  /** The authority that the record belongs to. */
  readonly authority: string;
  readonly recordId: string;
  readonly version: number;
  readonly changed: readonly string[];
  readonly effectiveOn: string;
  readonly recordedAt: string;
}

/** Makes the thin events of one register. */
export class ChangeEvents<T extends RegisterRecord> {
  private readonly published: ReadonlySet<string>;

  constructor(
    private readonly register: Register<T>,
    private readonly key: PseudonymKey,
  ) {
    this.published = publishedProperties(register);
  }

  /** Sorted names that may be told; an unpublished property, e.g. a lock, is not even named. */
  tellable(changed: readonly string[]): readonly string[] {
    return changed.filter((property) => this.published.has(property)).toSorted();
  }

  event(recorded: Recorded): ChangeEvent {
    return {
      specversion: '1.0',
      id: recorded.eventId,
      source: registerSource(
        this.register.name,
        this.register.keptCentrally ? undefined : recorded.authority,
      ),
      type: recorded.type,
      subject: eventSubject(this.key, this.register.name, recorded.eventKey),
      time: recorded.recordedAt,
      datacontenttype: 'application/json',
      dataschema: 'urn:einmal:schema:change-event-data:v1',
      keyversion: this.key.version,
      data: {
        recordId: recorded.recordId,
        version: recorded.version,
        changedFields: this.tellable(recorded.changed),
        effectiveOn: recorded.effectiveOn,
      },
    };
  }
}
