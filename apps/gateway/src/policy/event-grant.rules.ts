import { type ChangeEventType, changeEventTypes, type RegisterName } from '#libs/contracts';
import type { EvidenceTypes } from '../evidence-types/index.ts';
import type { PolicyFile } from './policy.schema.ts';
import { type EventGrant, isValidAt, type PolicySnapshot } from './policy.snapshot.ts';

/** What is wrong with a policy's event grants beyond what holds for every grant. Pure. */
export function eventGrantFaults(policy: PolicyFile, types: EvidenceTypes): readonly string[] {
  return (policy.eventGrants ?? []).flatMap((grant) => {
    const type = types.get(grant.evidenceType);
    if (type === undefined) return [];
    const announced: readonly string[] = changeEventTypes[type.register];
    const faults = grant.eventTypes
      .filter((each) => !announced.includes(each))
      .map((each) => `event type ${each} is not announced by ${type.register}`);
    if (!type.subjectKinds.includes('record')) faults.push(`${type.id} cannot be asked for by record`);
    if (grant.ground.kind === 'CHOICE')
      faults.push('a choice belongs to one application and carries no events (EGovG §5(1), (3))');
    if (type.birthDateRequired)
      faults.push(`${type.id} needs a birth date, which a subscription does not have`);
    return faults.map((fault) => `/eventGrants/${grant.id}: ${fault}`);
  });
}

export interface EventQuestion {
  readonly authority: string;
  readonly purpose: string;
  readonly register: RegisterName;
  readonly eventTypes: readonly string[];
  /** Whether the subjects come with a record of the citizen's will. */
  readonly hasConsent: boolean;
}

/** The event grant that covers all of these event types now, if there is one. Default deny; pure. */
export function eventGrantFor(
  question: EventQuestion,
  { types, policy, nowMs }: { types: EvidenceTypes; policy: PolicySnapshot; nowMs: number },
): EventGrant | undefined {
  if (!policy.purposes.has(question.purpose)) return undefined;
  return policy.eventGrants.find(
    (grant) =>
      grant.authority === question.authority &&
      grant.purpose === question.purpose &&
      types.get(grant.evidenceType)?.register === question.register &&
      (grant.kind !== 'STATUTE') === question.hasConsent &&
      isValidAt(grant, nowMs) &&
      question.eventTypes.every((each) => grant.eventTypes.has(each)),
  );
}

/** The register that announces an event type; `undefined` where none does. */
export function registerOf(eventType: string): RegisterName | undefined {
  const found = Object.entries(changeEventTypes).find(([, announced]) =>
    (announced as readonly ChangeEventType[]).includes(eventType as ChangeEventType),
  );
  return found?.[0] as RegisterName | undefined;
}
