import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayNotEmpty, IsDefined } from 'class-validator';
import { declarationOf, registerNames } from '#libs/contracts';
import type { Day } from '#libs/identifiers';
import { NestedList } from '#libs/service-kit';
import { type Identifiers, NamedBy } from '../identifiers.decorator.ts';
import type { IdentifierKind } from '../subjects/index.ts';
import { OptionalText, Renamed, RequiredDay, RequiredText, RequiredTexts } from '../text-member.decorator.ts';
import { CASE_REFERENCE, CODE, CONSENT_ID } from '../text-patterns.rules.ts';

/** Most subjects that one request may name. */
export const SUBJECTS_AT_ONCE = 100;

const followed = registerNames.flatMap((register) =>
  Object.keys(declarationOf(register).events.followedBy).map((kind) => ({
    kind: kind as IdentifierKind,
    register: declarationOf(register).title.en,
  })),
);
const followedKinds = [...new Set(followed.map(({ kind }) => kind))];
/** In which registers a kind names the subjects of events. */
const registersOf = (wanted: IdentifierKind): string =>
  followed.flatMap(({ kind, register }) => (kind === wanted ? [register] : [])).join(' and the ');

const reference = {
  pattern: CASE_REFERENCE,
  description: 'Your own file reference; events come under it. No personal data.',
  example: 'BPA-2026-000123',
};

/** One person, vehicle or company you have a file on, named by exactly one identifier. */
@NamedBy(followedKinds, (kind) => `, for events of the ${registersOf(kind)}`)
export class SubscribedSubjectDto {
  @RequiredText(reference)
  readonly reference!: string;

  @OptionalText({
    pattern: CONSENT_ID,
    description: "Record of the citizen's choice or consent, where the event grant rests on it",
    example: 'p9TkYQ2mVt0XlcnZ6bKq4dGh1sRwJu8e',
  })
  readonly consentId?: string;
}

const Subjects = (): PropertyDecorator =>
  applyDecorators(
    IsDefined({ message: 'is required' }),
    NestedList(() => SubscribedSubjectDto, SUBJECTS_AT_ONCE),
    ArrayNotEmpty({ message: 'must name at least one' }),
    ApiProperty({ type: [SubscribedSubjectDto], minItems: 1, maxItems: SUBJECTS_AT_ONCE }),
  );

export class SubscriptionRequestDto {
  @RequiredText({
    pattern: CODE,
    description: 'Purpose, see GET /v1/grants/mine',
    example: 'resident-parking-permit',
  })
  readonly purpose!: string;

  @RequiredTexts({
    pattern: CODE,
    maxItems: 20,
    description: 'Event types of one register, see GET /v1/grants/mine',
    example: 'resident.moved.v1',
  })
  readonly eventTypes!: readonly string[];

  @RequiredDay({
    description: 'Last day, inclusive; at most 366 days ahead (Europe/Berlin)',
    example: '2026-12-31',
  })
  readonly lastDay!: Day;

  @Renamed('is called lastDay now; validUntil is the instant at which something ends')
  readonly validUntil?: never;

  @OptionalText({
    pattern: CODE,
    description:
      'Callback registered for your client; events are then also sent there. The feed is there in any case.',
    example: 'parking-hook',
  })
  readonly callback?: string;

  @Subjects()
  readonly subjects!: readonly (SubscribedSubjectDto & Identifiers)[];
}

export class AddSubjectsDto {
  @Subjects()
  readonly subjects!: readonly (SubscribedSubjectDto & Identifiers)[];
}

export class RemoveSubjectsDto {
  @RequiredTexts({ ...reference, description: 'Your own file references', maxItems: SUBJECTS_AT_ONCE })
  readonly references!: readonly string[];
}

export class SubjectPageDto {
  @OptionalText({ ...reference, description: 'Reference of the last entry of the page before' })
  readonly after?: string;

  @OptionalText({
    pattern: '^([1-9][0-9]?|100)$',
    description: 'Entries per page, 1–100; default 50',
    example: '50',
  })
  readonly limit?: string;
}
