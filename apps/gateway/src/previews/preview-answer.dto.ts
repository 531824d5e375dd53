import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import type { Problem } from '#libs/contracts';
import { LookupAnswerDto } from '../lookups/index.ts';

/** How evidence that is not fetched reaches the authority. */
export const otherWays = ['ENTER_IT', 'BRING_PAPER'] as const;
const otherWay = {
  enum: otherWays,
  isArray: true,
  description: 'How it reaches the authority without being fetched',
};
const release = {
  description:
    'A compact JWE (ECDH-ES+A256KW, A256GCM) that the authority alone can open: the release. It may go with the application.',
};
const previewId = { format: 'uuid', description: 'Opens nothing' };

/** EVIDENCE: to be decided on. NO_EVIDENCE: the register has nothing to show, for whatever reason. PROBLEM: see `problem`. */
export class PreviewDto extends OmitType(LookupAnswerDto, ['lookupId', 'status'] as const) {
  @ApiPropertyOptional({ ...previewId, description: 'Absent where nothing was asked' })
  readonly id?: string;

  @ApiProperty({ enum: ['EVIDENCE', 'NO_EVIDENCE', 'PROBLEM'] })
  readonly status!: 'EVIDENCE' | 'NO_EVIDENCE' | 'PROBLEM';

  @ApiPropertyOptional({
    description:
      'Shown once; whoever has it and your login can use the preview. The gateway does not keep it.',
    example: 'mZ0u2Vw7R1nq4yXbT8c3Kd6LsA9eFh5JgPiWoUyTrEQ',
  })
  readonly key?: string;

  @ApiPropertyOptional({ description: 'Until when it can be decided on', format: 'date-time' })
  readonly expiresAt?: string;

  @ApiPropertyOptional(otherWay)
  readonly otherWays?: readonly (typeof otherWays)[number][];

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'Why nothing can be shown, as a problem document (RFC 9457)',
  })
  readonly problem?: Problem;
}

export class PreviewListDto {
  @ApiProperty({ type: [PreviewDto], description: 'In the order of the items' })
  readonly previews!: readonly PreviewDto[];
}

export class UsedPreviewDto {
  @ApiProperty(previewId)
  readonly id!: string;

  @ApiProperty(release)
  readonly release!: string;

  @ApiProperty({
    type: [String],
    description:
      'The same for each system of the authority that registered a key, `release` first; the `kid` in the head of each says for which key. All may go with the application.',
  })
  readonly releases!: readonly string[];

  @ApiProperty({ description: 'Until when the authority can take it', format: 'date-time' })
  readonly expiresAt!: string;
}

export class DeclinedPreviewDto {
  @ApiProperty(previewId)
  readonly id!: string;

  @ApiProperty(otherWay)
  readonly otherWays!: readonly (typeof otherWays)[number][];
}

export class PendingReleaseDto {
  @ApiProperty({ format: 'uuid', description: 'Of the preview; opens nothing' })
  readonly id!: string;

  @ApiProperty({ example: 'resident-parking-permit' })
  readonly purpose!: string;

  @ApiProperty({ example: 'residents.parking-permit.v1' })
  readonly evidenceType!: string;

  @ApiPropertyOptional({ example: 'BPA-2026-000123' })
  readonly caseReference?: string;

  @ApiProperty(release)
  readonly release!: string;

  @ApiProperty({ format: 'date-time' })
  readonly expiresAt!: string;
}

export class PendingReleasesDto {
  @ApiProperty({ type: [PendingReleaseDto] })
  readonly releases!: readonly PendingReleaseDto[];

  @ApiPropertyOptional({ description: 'Value of `after` for the next page; absent on the last' })
  readonly next?: string;
}

/** What the citizen saw, as the register answers it now. */
export class ReleaseAnswerDto extends LookupAnswerDto {
  @ApiProperty({ format: 'uuid', description: 'The preview that the citizen decided on' })
  readonly previewId!: string;

  @ApiProperty({ example: 'resident-parking-permit' })
  readonly purpose!: string;

  @ApiProperty({
    description:
      'Who released it: HMAC-SHA-256 of `einmal/release-giver/v1:<sub>` under the bytes of the release id. Compare it with who applies; what a release says of itself was sealed by nobody known.',
    example: 'Qm9jYWNhbWVsbG9kZXJmYXJiZW5ncnVlbmVyd2llc2U',
  })
  readonly giver!: string;

  @ApiPropertyOptional({
    description: 'For whom, where that is another person, e.g. a child; made like `giver`',
    example: 'b3JkZXJmYXJiZW5ncnVlbmVyd2llc2VRbTljWVdOaGI',
  })
  readonly givenFor?: string;

  @ApiPropertyOptional({
    enum: ['PARENT', 'OFFICER'],
    description:
      'In which capacity, where it is for another one. OFFICER: the commercial register said at this taking that who released it represents the company',
  })
  readonly givenAs?: 'PARENT' | 'OFFICER';

  @ApiPropertyOptional({
    description:
      'Of an officer who represents the company with another one only: a second officer has confirmed the choice. Absent: alone',
  })
  readonly isGivenJointly?: true;
}
