import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type AccessClaims, actorOf, scopes } from '#libs/contracts';
import { Caller, Refuses, requirePerson, Scopes, UuidParam } from '#libs/service-kit';
import { DeadLetterUnknown } from '../dead-letters/dead-letter.errors.ts';
import { CorrectionApprovalDto, CorrectionDraftDto, transformOf } from './correction.dto.ts';
import { CorrectionUnknown } from './correction.errors.ts';
import { CorrectionService } from './correction.service.ts';
import { CorrectionStore } from './correction.store.ts';
import { CorrectionDto, CorrectionListDto, toCorrection } from './correction-view.dto.ts';

const id = () => UuidParam('id', CorrectionUnknown);

@ApiTags('dead letters')
@Controller('v1/dead-letters')
@Scopes(scopes.operator)
export class CorrectionController {
  constructor(
    private readonly corrections: CorrectionService,
    private readonly store: CorrectionStore,
  ) {}

  @Get('corrections')
  @ApiOperation({ summary: 'The newest hundred corrections' })
  @ApiOkResponse({ type: CorrectionListDto })
  async listCorrections(): Promise<CorrectionListDto> {
    return { corrections: (await this.store.newest()).map(toCorrection) };
  }

  @Get('corrections/:id')
  @Refuses('correction-unknown')
  @ApiOperation({ summary: 'One correction: transform, dry run, approval, and what the group told of it' })
  @ApiOkResponse({ type: CorrectionDto })
  async findCorrection(@id() correction: string): Promise<CorrectionDto> {
    return toCorrection(await this.store.find(correction));
  }

  @Post(':id/corrections')
  @Refuses(
    'dead-letter-unknown',
    'dead-letter-settled',
    'dead-letter-not-correctable',
    'person-required',
    'correction-open',
    'correction-unsuitable',
  )
  @ApiOperation({
    summary: 'Ask for a parked event to be corrected; never by a machine',
    description:
      'A draft: a JSON Patch, or a function by name. Nothing is applied yet. What makes the event this one (id, source, type, subject, record) stays. One at a time for each dead letter.',
  })
  @ApiCreatedResponse({ type: CorrectionDto })
  async draftCorrection(
    @UuidParam('id', DeadLetterUnknown) letter: string,
    @Body() { transform, reason, ticket }: CorrectionDraftDto,
    @Caller() caller: AccessClaims,
  ): Promise<CorrectionDto> {
    const requested = requirePerson(caller);
    const draft = { transform: transformOf(transform), reason, ticket, requested };
    return toCorrection(await this.corrections.draft(letter, draft));
  }

  @Post('corrections/:id/dry-run')
  @Refuses(
    'correction-unknown',
    'correction-state-unsuitable',
    'correction-unsuitable',
    'dead-letter-settled',
    'dead-letter-not-correctable',
    'broker-away',
  )
  @HttpCode(200)
  @ApiOperation({
    summary: 'Apply the transform to what is parked, and show what would change',
    description:
      'Nothing is changed. The result is held against the published schema of the event type. Each dry run has another hash, so that an older one cannot be approved.',
  })
  @ApiOkResponse({ type: CorrectionDto })
  async dryRunCorrection(@id() correction: string, @Caller() caller: AccessClaims): Promise<CorrectionDto> {
    return toCorrection(await this.corrections.dryRun(correction, actorOf(caller)));
  }

  @Post('corrections/:id/approval')
  @Refuses(
    'correction-unknown',
    'correction-state-unsuitable',
    'correction-self-approval',
    'correction-dry-run-stale',
    'person-required',
    'login-too-old',
    'dead-letter-settled',
    'dead-letter-redriving',
    'consumer-group-unknown',
  )
  @HttpCode(200)
  @ApiOperation({
    summary: 'Approve what a dry run showed; never one’s own, and never by a machine',
    description:
      'By a person who logged in within the last 15 minutes. The group replaces what it parked, and keeps the original. The event stays parked: redrive it, or its key, afterwards. A group that does not answer within 15 minutes applies it no more (`lapsed`).',
  })
  @ApiOkResponse({ type: CorrectionDto })
  async approveCorrection(
    @id() correction: string,
    @Body() { hash }: CorrectionApprovalDto,
    @Caller() caller: AccessClaims,
  ): Promise<CorrectionDto> {
    return toCorrection(await this.corrections.approve(correction, caller, hash));
  }

  @Post('corrections/:id/cancel')
  @Refuses('correction-unknown', 'correction-state-unsuitable')
  @HttpCode(200)
  @ApiOperation({ summary: 'Give a correction up that nobody approved yet' })
  @ApiOkResponse({ type: CorrectionDto })
  async cancelCorrection(@id() correction: string, @Caller() caller: AccessClaims): Promise<CorrectionDto> {
    return toCorrection(await this.corrections.cancel(correction, actorOf(caller)));
  }
}
