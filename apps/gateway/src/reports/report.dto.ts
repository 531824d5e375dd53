import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import {
  type ReportAbout,
  reportAbouts,
  type ReportOutcome,
  reportOutcomes,
  type ReportState,
  reportStates,
} from '../disclosures/index.ts';
import { RequiredText } from '../text-member.decorator.ts';

/**
 * A person's own words: lines as any form sends them, and no other control characters. Nor those that turn the direction of what
 * follows (Unicode TR36 §2.10.2, UAX 9): an officer would read something else than was written.
 */
const WORDS =
  '^(?=[\\s\\S]*\\S)[^\\u0000-\\u0009\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F\\u202A-\\u202E\\u2066-\\u2069\\p{Cs}]{1,2000}$';

export class MakeReportDto {
  @ApiProperty({
    enum: reportAbouts,
    description:
      'VALUE: what the register told is wrong; goes to the register, where it is a case of the authority that keeps the record. RETRIEVAL: it should not have been asked for; goes to the authority that asked.',
  })
  @IsIn(reportAbouts)
  readonly about!: ReportAbout;

  @RequiredText({
    pattern: WORDS,
    description: 'What was wrong, in your own words. Goes to the recipient, and stays with nobody else.',
    example: 'I have not applied for a parking permit.',
  })
  readonly text!: string;
}

export class ReportToOfficeDto {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ format: 'uuid', description: 'What it is about' })
  readonly lookupId!: string;

  @ApiProperty({ format: 'date-time' })
  readonly madeAt!: string;

  @ApiProperty({ enum: reportStates })
  readonly state!: ReportState;

  @ApiPropertyOptional({
    description:
      'JWE for your encryption key, of type report+jwe: `reportId`, `lookupId`, `text`. Until you acknowledge it.',
  })
  readonly jwe?: string;

  @ApiPropertyOptional({ description: 'In place of the JWE where your authority had no encryption key' })
  readonly text?: string;
}

export class ReportsToOfficeDto {
  @ApiProperty({ type: [ReportToOfficeDto] })
  readonly reports!: readonly ReportToOfficeDto[];

  @ApiPropertyOptional({ description: 'Value of `after` for the next page; absent on the last' })
  readonly next?: string;
}

export class CloseReportDto {
  @ApiProperty({ enum: reportOutcomes, description: 'Whether it was wrong' })
  @IsIn(reportOutcomes)
  readonly outcome!: ReportOutcome;
}
