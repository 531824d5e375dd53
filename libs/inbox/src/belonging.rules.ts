import { changeEventTypes, changeTopic, ofSource, registerNames } from '#libs/contracts';
import type { ReplayOfEvent } from './inbox-context.ts';

/** What an event says of itself, and where it stood. */
export interface Standing {
  readonly topic: string;
  /** On the group's delivery topic, to which the operator alone writes. */
  readonly isAddressed: boolean;
  readonly source: string;
  readonly type: string;
  /** Whether it carries the attributes of a replay, whatever they hold. */
  readonly isMarked: boolean;
  readonly replay?: ReplayOfEvent | undefined;
}

/**
 * Whether an event stands where it may. Brokers let the register alone write to its change topic and the operator alone
 * to deliveries; so an event is believed by its topic, and what it says of itself has to agree: on a change topic it is
 * of that register and no replay, on deliveries it is a replay of an event of the topic it names.
 */
export function belongs({ topic, isAddressed, source, type, isMarked, replay }: Standing): boolean {
  if (isAddressed !== (replay !== undefined) || isAddressed !== isMarked) return false;
  const [origin] = replay?.origin.split('/') ?? [topic];
  const register = registerNames.find((name) => changeTopic(name) === origin);
  if (register === undefined) return true;
  const typeOf = registerNames.find((name) => (changeEventTypes[name] as readonly string[]).includes(type));
  return ofSource(source)?.register === register && (typeOf === undefined || typeOf === register);
}
