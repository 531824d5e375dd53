import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type AccessClaims, scopes } from '#libs/contracts';
import { Caller, Refuses, Scopes, UuidParam } from '#libs/service-kit';
import { SubmissionUnknown } from '../submissions/index.ts';
import { AskBackDto, DecideSubmissionDto, InboxQueryDto, SeePaperDto } from './inbox-request.dto.ts';
import { InboxDto, InboxSubmissionDto } from './inbox.dto.ts';
import { InboxService } from './inbox.service.ts';

/** To a clerk who changes something of a submission. */
const refusedAtWork = [
  'person-required',
  'submission-unknown',
  'submission-taken',
  'submission-not-taken',
  'submission-changed-meanwhile',
  'submission-decided',
  'submission-under-way',
] as const;
const submissionId = { name: 'id', example: '0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f' };
const id = () => UuidParam('id', SubmissionUnknown);

@ApiTags('inbox')
@Scopes(scopes.proceduresClerk)
@Controller('v1/submissions')
export class InboxController {
  constructor(private readonly inbox: InboxService) {}

  @Get()
  @ApiOperation({
    summary: 'What was handed in to your authority, newest first',
    description: 'Who read it is recorded, as with each of them.',
  })
  @ApiOkResponse({ type: InboxDto })
  list(@Query() query: InboxQueryDto, @Caller() reader: AccessClaims): Promise<InboxDto> {
    return this.inbox.list(query, reader);
  }

  @Get(':id')
  @Refuses('submission-unknown')
  @ApiParam(submissionId)
  @ApiOperation({
    summary: 'One of these: statements, released evidence with provenance, and each rule',
  })
  @ApiOkResponse({ type: InboxSubmissionDto })
  one(@id() submission: string, @Caller() reader: AccessClaims): Promise<InboxSubmissionDto> {
    return this.inbox.one(submission, reader);
  }

  @Post(':id/take')
  @Refuses(
    'person-required',
    'submission-unknown',
    'submission-taken',
    'submission-decided',
    'submission-under-way',
  )
  @HttpCode(200)
  @ApiParam(submissionId)
  @ApiOperation({
    summary: 'Work on it; nobody else can take it for seven days',
    description: 'May be repeated.',
  })
  @ApiOkResponse({ type: InboxSubmissionDto })
  take(@id() submission: string, @Caller() clerk: AccessClaims): Promise<InboxSubmissionDto> {
    return this.inbox.take(submission, clerk);
  }

  @Post(':id/papers')
  @Refuses(...refusedAtWork)
  @HttpCode(200)
  @ApiParam(submissionId)
  @ApiOperation({
    summary: 'Note that a paper is there: which one, and on which day you saw it',
    description:
      'Kept with who you are. May be repeated; another one for the same evidence stands beside it.',
  })
  @ApiOkResponse({ type: InboxSubmissionDto })
  see(
    @id() submission: string,
    @Body() paper: SeePaperDto,
    @Caller() clerk: AccessClaims,
  ): Promise<InboxSubmissionDto> {
    return this.inbox.see(submission, paper, clerk);
  }

  @Post(':id/decision')
  @Refuses('submission-paper-open', ...refusedAtWork)
  @HttpCode(200)
  @ApiParam(submissionId)
  @ApiOperation({
    summary: 'Grant or refuse it, with the reason',
    description: 'While a paper is open only with the reason for that, too. May be repeated.',
  })
  @ApiOkResponse({ type: InboxSubmissionDto })
  decide(
    @id() submission: string,
    @Body() decision: DecideSubmissionDto,
    @Caller() clerk: AccessClaims,
  ): Promise<InboxSubmissionDto> {
    return this.inbox.decide(submission, decision, clerk);
  }

  @Post(':id/question')
  @Refuses(...refusedAtWork)
  @HttpCode(200)
  @ApiParam(submissionId)
  @ApiOperation({ summary: 'Ask the citizen' })
  @ApiOkResponse({ type: InboxSubmissionDto })
  ask(
    @id() submission: string,
    @Body() question: AskBackDto,
    @Caller() clerk: AccessClaims,
  ): Promise<InboxSubmissionDto> {
    return this.inbox.ask(submission, question, clerk);
  }
}
