import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type AccessClaims, actorOf, scopes } from '#libs/contracts';
import type { Kafka } from '#libs/kafka';
import { Caller, Refuses, RequestInvalid, Scopes, UuidParam } from '#libs/service-kit';
import { GroupUnknown, unknownAmong } from '../ask-kafka.ts';
import { KAFKA } from '../injection-tokens.ts';
import { CommandSender } from './command-sender.service.ts';
import { DiscardDto, DiscardManyDto, RedriveDto, RedriveManyDto } from './dead-letter-command.dto.ts';
import { DeadLetterQueryDto, type DeadLetterSelectionDto } from './dead-letter-query.dto.ts';
import { DeadLetterDetailDto, DeadLetterPageDto, DeadLetterSummaryDto } from './dead-letter.dto.ts';
import { DeadLetterUnknown, RedriveUnknown } from './dead-letter.errors.ts';
import { DeadLetterStore } from './dead-letter.store.ts';
import { RedriveDescriptionDto, RedriveListDto } from './redrive.dto.ts';
import { notAskedOf } from './redrive.rules.ts';
import { type Aim, RedriveStore, type Wish } from './redrive.store.ts';

const letter = () => UuidParam('id', DeadLetterUnknown);
const asked = 'Answers at once; `GET /v1/dead-letters/redrives/{id}` tells the progress.';

@ApiTags('dead letters')
@Controller('v1/dead-letters')
@Scopes(scopes.operator)
export class DeadLetterController {
  constructor(
    private readonly letters: DeadLetterStore,
    private readonly redrives: RedriveStore,
    private readonly sender: CommandSender,
    @Inject(KAFKA) private readonly kafka: Kafka,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Events that a consumer group could not handle, newest first' })
  @ApiOkResponse({ type: DeadLetterPageDto })
  listDeadLetters(@Query() query: DeadLetterQueryDto): Promise<DeadLetterPageDto> {
    return this.letters.list(query);
  }

  @Get('summary')
  @ApiOperation({ summary: 'How many, by group, type and cause; and how many keys wait' })
  @ApiOkResponse({ type: DeadLetterSummaryDto })
  summariseDeadLetters(): Promise<DeadLetterSummaryDto> {
    return this.letters.summary();
  }

  @Get('redrives')
  @ApiOperation({ summary: 'What operators asked for: redrives and discards' })
  @ApiOkResponse({ type: RedriveListDto })
  async listRedrives(): Promise<RedriveListDto> {
    return { redrives: await this.redrives.newest() };
  }

  @Get('redrives/:id')
  @Refuses('redrive-unknown')
  @ApiOperation({ summary: 'Progress of one redrive or discard' })
  @ApiOkResponse({ type: RedriveDescriptionDto })
  findRedrive(@UuidParam('id', RedriveUnknown) id: string): Promise<RedriveDescriptionDto> {
    return this.redrives.find(id);
  }

  @Get(':id')
  @Refuses('dead-letter-unknown')
  @ApiOperation({ summary: 'One parked event: cause, attempts, origin and what happened to it' })
  @ApiOkResponse({ type: DeadLetterDetailDto })
  findDeadLetter(@letter() id: string): Promise<DeadLetterDetailDto> {
    return this.letters.find(id);
  }

  @Post('redrives')
  @Refuses('dead-letter-unknown', 'dead-letter-redriving', 'consumer-group-unknown')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Redrive all parked events that fit',
    description: `By group, topic, type, cause or key; at least one. Each key goes in its order, and what waits behind a chosen event goes with it. A key of which something is under way is left out, and what is of consumer groups that Kafka does not know (leftOut): start their services first. ${asked}`,
  })
  @ApiAcceptedResponse({ type: RedriveDescriptionDto })
  redriveMany(
    @Body() body: RedriveManyDto,
    @Caller() operator: AccessClaims,
  ): Promise<RedriveDescriptionDto> {
    const { reason, ...selection } = body;
    return this.request({ kind: 'REDRIVE', by: actorOf(operator), reason }, narrowed(selection));
  }

  @Post('discards')
  @Refuses('dead-letter-unknown', 'dead-letter-redriving', 'consumer-group-unknown')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Give up all parked events that fit',
    description: `For good, with a reason. What is under way is left out. A consumer group that Kafka does not know carries it out when its service runs again (absentGroups). ${asked}`,
  })
  @ApiAcceptedResponse({ type: RedriveDescriptionDto })
  discardMany(
    @Body() body: DiscardManyDto,
    @Caller() operator: AccessClaims,
  ): Promise<RedriveDescriptionDto> {
    const { reason, ...selection } = body;
    return this.request({ kind: 'DISCARD', by: actorOf(operator), reason }, narrowed(selection));
  }

  @Post(':id/redrive')
  @Refuses(
    'dead-letter-unknown',
    'dead-letter-settled',
    'dead-letter-redriving',
    'dead-letter-out-of-order',
    'consumer-group-unknown',
  )
  @HttpCode(202)
  @ApiOperation({
    summary: 'Redrive one parked event',
    description: `Refused when an earlier event of its key is parked, or while Kafka does not know its consumer group: start its service first. ${asked}`,
  })
  @ApiAcceptedResponse({ type: RedriveDescriptionDto })
  redriveDeadLetter(
    @letter() id: string,
    @Body() { reason }: RedriveDto,
    @Caller() operator: AccessClaims,
  ): Promise<RedriveDescriptionDto> {
    return this.request({ kind: 'REDRIVE', by: actorOf(operator), reason }, { id });
  }

  @Post(':id/discard')
  @Refuses('dead-letter-unknown', 'dead-letter-settled', 'dead-letter-redriving', 'consumer-group-unknown')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Give one parked event up',
    description: `For good, with a reason. A consumer group that Kafka does not know carries it out when its service runs again (absentGroups). ${asked}`,
  })
  @ApiAcceptedResponse({ type: RedriveDescriptionDto })
  discardDeadLetter(
    @letter() id: string,
    @Body() { reason }: DiscardDto,
    @Caller() operator: AccessClaims,
  ): Promise<RedriveDescriptionDto> {
    return this.request({ kind: 'DISCARD', by: actorOf(operator), reason }, { id });
  }

  private async request(wish: Wish, aim: Aim): Promise<RedriveDescriptionDto> {
    const groups = await this.redrives.groupsOf(aim);
    const unknown = await unknownAmong(this.kafka, groups);
    const without = notAskedOf(wish.kind, unknown);
    if (without.length > 0 && without.length === groups.length) throw new GroupUnknown(without);
    const id = await this.redrives.request(wish, aim, unknown);
    this.sender.nudge();
    return this.redrives.find(id);
  }
}

/** Without any member the selection would be everything, which nobody means. */
function narrowed(selection: DeadLetterSelectionDto): DeadLetterSelectionDto {
  if (Object.values(selection).some((value) => value !== undefined && value !== null)) return selection;
  throw RequestInvalid.at('/', 'Name at least one of group, topic, type, causeCode and key.');
}
