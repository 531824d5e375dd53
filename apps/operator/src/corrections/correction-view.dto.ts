import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Change, SchemaFault, Seen, Transform } from '#libs/corrections';
import { TransformDto } from './correction.dto.ts';
import {
  type CorrectionDryRun,
  type CorrectionRow,
  type CorrectionState,
  correctionStates,
} from './correction.ts';

const instant = { format: 'date-time' };

/** A step: who took it, and when. */
export class CorrectionStepDto {
  @ApiProperty({ description: 'Operator (`sub` of the token)' })
  readonly by!: string;
  @ApiProperty(instant) readonly at!: string;
  @ApiPropertyOptional({ description: 'Whose `by` it is' })
  readonly issuer?: string;
  @ApiPropertyOptional({ description: 'Where the operator had logged in' })
  readonly client?: string;
}

/** What an operator sees of a value. */
export class SeenValueDto implements Seen {
  @ApiProperty({ example: 'text', description: 'text, number, true or false, null, object, or list of n' })
  readonly kind!: string;
  @ApiPropertyOptional({
    anyOf: [{ type: 'string' }, { type: 'number' }],
    description: 'Only where the schema fixes or lists it, or it is a version',
  })
  readonly value?: unknown;
}

export class CorrectionChangeDto implements Change {
  @ApiProperty({ description: 'JSON Pointer; ends in … where a name is withheld' }) readonly path!: string;
  @ApiProperty({ enum: ['added', 'removed', 'replaced'] }) readonly change!: Change['change'];
  @ApiPropertyOptional({ type: SeenValueDto }) readonly before?: SeenValueDto;
  @ApiPropertyOptional({ type: SeenValueDto }) readonly after?: SeenValueDto;
}

export class EventFaultDto implements SchemaFault {
  @ApiProperty({ description: 'JSON Pointer' }) readonly path!: string;
  @ApiProperty({ description: 'What the schema wants there; no value' }) readonly detail!: string;
}

/** What the transform makes of the event that is parked, without any value that could be personal. */
export class CorrectionDryRunDto {
  @ApiProperty(instant) readonly at!: string;
  @ApiProperty({ description: 'Counts the dry runs of the correction' }) readonly number!: number;
  @ApiProperty({
    description:
      'HMAC-SHA256 over letter, transform, dry run and both events, under a secret: what is approved',
  })
  readonly hash!: string;
  @ApiProperty({ type: [CorrectionChangeDto] }) readonly changes!: readonly CorrectionChangeDto[];
  @ApiProperty({ type: [EventFaultDto], description: 'Where the original is not what its schema allows' })
  readonly faultsBefore!: readonly EventFaultDto[];
  @ApiProperty({ description: 'Parked events of the same key and group that come before it' })
  readonly waitsFor!: number;
  @ApiProperty({ description: 'Parked events of the same key and group that wait behind it' })
  readonly holdsBack!: number;
}

export class CorrectionDto {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty({ format: 'uuid' }) readonly deadLetterId!: string;
  @ApiProperty({ example: 'vehicles.reactions' }) readonly group!: string;
  @ApiProperty({ example: 'resident.moved.v1' }) readonly type!: string;
  @ApiProperty({ description: 'Keyed pseudonym of the subject' }) readonly key!: string;
  @ApiProperty() readonly eventId!: string;
  @ApiProperty({ enum: correctionStates }) readonly state!: CorrectionState;
  @ApiProperty({ type: TransformDto, description: 'As it was drafted' })
  readonly transform!: Transform;
  @ApiProperty() readonly reason!: string;
  @ApiProperty() readonly ticket!: string;
  @ApiProperty({ type: CorrectionStepDto }) readonly requested!: CorrectionStepDto;
  @ApiPropertyOptional({ type: CorrectionDryRunDto }) readonly dryRun?: CorrectionDryRunDto;
  @ApiPropertyOptional({ type: CorrectionStepDto }) readonly approved?: CorrectionStepDto;
  @ApiPropertyOptional({
    ...instant,
    description:
      'Once approved: from then on its group does not apply it. A minute later it is `lapsed`, unless its group answered',
  })
  readonly lapsesAt?: string;
  @ApiPropertyOptional({
    enum: ['settled', 'not-as-approved'],
    description:
      'Why it was refused: the letter was redriven or discarded first; or the group holds, or makes of it, something else than was approved',
  })
  readonly failure?: 'settled' | 'not-as-approved';
  @ApiPropertyOptional(instant) readonly endedAt?: string;
}

export class CorrectionListDto {
  @ApiProperty({ type: [CorrectionDto], description: 'Newest first, at most 100' })
  readonly corrections!: readonly CorrectionDto[];
}

function step(
  by: string | null,
  at: Date | null,
  issuer: string | null,
  client: string | null,
): CorrectionStepDto | undefined {
  if (by === null || at === null) return undefined;
  return { by, at: at.toISOString(), ...(issuer !== null && client !== null && { issuer, client }) };
}

/** Without the hashes of both events, which are for the group. */
function shownOf(dryRun: CorrectionDryRun, at: Date): CorrectionDryRunDto {
  const { number, hash, changes, faultsBefore, waitsFor, holdsBack } = dryRun;
  return { at: at.toISOString(), number, hash, changes, faultsBefore, waitsFor, holdsBack };
}

export function toCorrection(row: CorrectionRow): CorrectionDto {
  const { dryRun, dryRunAt, lapsesAt, failure, endedAt } = row;
  const requested = step(row.requestedBy, row.requestedAt, row.requestedIssuer, row.requestedClient);
  const approved = step(row.approvedBy, row.approvedAt, row.approvedIssuer, row.approvedClient);
  const { id, deadLetterId, group, type, key, eventId, state, transform, reason, ticket } = row;
  return {
    ...{ id, deadLetterId, group, type, key, eventId, state, transform, reason, ticket },
    requested: requested as CorrectionStepDto,
    ...(dryRun && dryRunAt && { dryRun: shownOf(dryRun, dryRunAt) }),
    ...(approved && { approved }),
    ...(lapsesAt && { lapsesAt: lapsesAt.toISOString() }),
    ...(failure && { failure }),
    ...(endedAt && { endedAt: endedAt.toISOString() }),
  };
}
