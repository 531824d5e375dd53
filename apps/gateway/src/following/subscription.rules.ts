import { GRACE_DAYS } from './subscription.sql.ts';
import { declarationOf, type ProblemDetailItem, type RegisterName } from '#libs/contracts';
import type { Day } from '#libs/identifiers';
import { RequestInvalid } from '#libs/service-kit';
import { readSubject, type Subject } from '../subjects/index.ts';
import { registerOf } from '../policy/index.ts';
import type { SubscriptionDto, SubscriptionState } from './subscription-answer.dto.ts';
import type { Identifiers } from '../identifiers.decorator.ts';
import type { SubscribedSubjectDto } from './subscription.dto.ts';
import { refuseAny } from './following.errors.ts';
import type { Listed } from './subscription.store.ts';
import type { DescribedSubscription, ListedSubject, Subscription } from './subscription.ts';

/** A year, as a consent may last; by then the file is looked at again. */
const MAX_DAYS = 366;
/** More would be a register of its own. */
export const MAX_SUBJECTS = 10_000;
const DAY_MS = 86_400_000;

const berlin = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' });

const item = (pointer: string, code: ProblemDetailItem['code'], detail: string): ProblemDetailItem => ({
  pointer,
  code,
  detail,
});

/** The one register that announces all of these types. @throws SubscriptionNotPossible */
export function registerOfAll(eventTypes: readonly string[]): RegisterName {
  const registers = eventTypes.map(registerOf);
  const unknown = 'There is no such event type. GET /v1/grants/mine lists those you may follow.';
  refuseAny(
    registers.flatMap((register, index) =>
      register === undefined ? [item(`/eventTypes/${index}`, 'event-type-unknown', unknown)] : [],
    ),
  );
  const foreign = 'A subscription follows one register. Make one for each.';
  refuseAny(
    registers.flatMap((register, index) =>
      register === registers[0] ? [] : [item(`/eventTypes/${index}`, 'request-invalid', foreign)],
    ),
  );
  return registers[0]!;
}

/** @throws SubscriptionNotPossible unless the day lies today or at most a year ahead */
export function checkLastDay(day: Day, now: Date): void {
  const [today, latest] = [berlin.format(now), berlin.format(new Date(now.getTime() + MAX_DAYS * DAY_MS))];
  if (day >= today && day <= latest) return;
  const detail = `The last day must be today or later, and at most ${MAX_DAYS} days ahead.`;
  refuseAny([item('/lastDay', 'validity-too-long', detail)]);
}

/** Reads each subject; every member at fault is named at once. @throws SubscriptionNotPossible */
export function readSubjects(
  subjects: readonly (SubscribedSubjectDto & Identifiers)[],
  { register, byWill }: Pick<Subscription, 'register' | 'byWill'>,
): readonly Subject[] {
  const faults: ProblemDetailItem[] = [];
  const followedKinds = Object.keys(declarationOf(register).events.followedBy);
  const read = subjects.map(({ reference: _, consentId, ...identifiers }, index) => {
    const at = `/subjects/${index}`;
    faults.push(...groundFaults(at, consentId, byWill));
    try {
      const subject = readSubject(identifiers);
      if (followedKinds.includes(subject.kind)) return subject;
      const detail = `Subjects of the ${register} register are named by ${followedKinds.join(' or ')}.`;
      faults.push(item(at, 'subject-kind-unsuitable', detail));
    } catch (error) {
      if (!(error instanceof RequestInvalid)) throw error;
      faults.push(
        ...error.items.map((each) => ({ ...each, pointer: each.pointer.replace(/^\/subject/, at) })),
      );
    }
    return undefined;
  });
  refuseAny(faults);
  return read.filter((subject) => subject !== undefined);
}

function groundFaults(
  at: string,
  consentId: string | undefined,
  byWill: boolean,
): readonly ProblemDetailItem[] {
  if (byWill === (consentId !== undefined)) return [];
  return byWill
    ? [
        item(
          `${at}/consentId`,
          'consent-required',
          "The event grant rests on each citizen's choice or consent.",
        ),
      ]
    : [
        item(
          `${at}/consentId`,
          'consent-not-needed',
          'The event grant rests on statute; leave the consent id out.',
        ),
      ];
}

/** A reference stands for one subject and a subject has one reference. @throws SubscriptionNotPossible */
export function checkUnique(
  subjects: readonly ListedSubject[],
  listed: readonly Listed[],
  count: number,
): void {
  const detail = 'Within a subscription a reference stands for one subject, and a subject has one reference.';
  const faults = subjects.flatMap(({ reference, eventSubject }, index) => {
    const twice = subjects
      .slice(0, index)
      .some((each) => each.reference === reference || each.eventSubject === eventSubject);
    const rival = listed.some(
      (each) => (each.reference === reference) !== (each.eventSubject === eventSubject),
    );
    return twice || rival ? [item(`/subjects/${index}/reference`, 'request-invalid', detail)] : [];
  });
  refuseAny(faults);
  if (count + subjects.length <= MAX_SUBJECTS) return;
  refuseAny([
    item('/subjects', 'request-invalid', `A subscription is about at most ${MAX_SUBJECTS} subjects.`),
  ]);
}

export function stateAt(
  { endedAt, validUntil }: Pick<Subscription, 'endedAt' | 'validUntil'>,
  now: Date,
): SubscriptionState {
  if (endedAt !== null) return 'ENDED';
  return now >= validUntil ? 'EXPIRED' : 'ACTIVE';
}

/** Whether what is in its feed can be fetched, again as well: some days longer than anything is added. */
export const tellsAt = (
  { endedAt, validUntil }: Pick<Subscription, 'endedAt' | 'validUntil'>,
  now: Date,
): boolean => endedAt === null && now.getTime() < validUntil.getTime() + GRACE_DAYS * 86_400_000;

export const toDto = (subscription: DescribedSubscription): SubscriptionDto => ({
  id: subscription.id,
  state: stateAt(subscription, new Date()),
  purpose: subscription.purpose,
  register: subscription.register,
  eventTypes: subscription.eventTypes,
  byConsent: subscription.byWill,
  lastDay: subscription.lastDay,
  validUntil: subscription.validUntil.toISOString(),
  createdAt: subscription.createdAt.toISOString(),
  ...(subscription.endedAt !== null && { endedAt: subscription.endedAt.toISOString() }),
  ...(subscription.callback !== null && { callback: subscription.callback }),
  subjectCount: subscription.subjectCount,
  feed: `/v1/feeds/${subscription.id}`,
});
