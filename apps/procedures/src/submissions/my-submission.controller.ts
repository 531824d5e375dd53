import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { type AccessClaims, scopes } from '#libs/contracts';
import { Caller, Refuses, Scopes, type Submission, Submitted, UuidParam } from '#libs/service-kit';
import { DraftUnknown } from '../drafts/index.ts';
import { MySubmissionDto, MySubmissionListDto, MySubmissionsQueryDto } from './my-submission.dto.ts';
import { MySubmissionsService } from './my-submissions.service.ts';
import { SubmissionSummaryDto } from './submission.dto.ts';
import { SubmissionUnknown } from './submission.errors.ts';
import { AnswerSubmissionDto, SubmitDraftDto } from './submit.dto.ts';
import { SubmittingService } from './submitting.service.ts';

const submissionId = { name: 'id', example: '0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f' };

@ApiTags('submissions')
@Scopes(scopes.citizen)
@Refuses('assurance-too-low')
@Controller('v1')
export class MySubmissionController {
  constructor(
    private readonly submitting: SubmittingService,
    private readonly submissions: MySubmissionsService,
  ) {}

  @Post('drafts/:id/submission')
  @Refuses(
    'idempotency-key-missing',
    'idempotency-key-reused',
    'draft-unknown',
    'draft-changed-meanwhile',
    'draft-submitted',
    'form-version-changed',
  )
  @ApiParam(submissionId)
  @ApiHeader({
    name: 'Idempotency-Key',
    required: true,
    description: 'Under the same key the same submission is answered again',
  })
  @ApiOperation({
    summary: 'Hand it in',
    description:
      'One submission for each draft, which is gone then. The authority takes what was released, looks at the rules, and decides or gives it to a clerk.',
  })
  @ApiCreatedResponse({ type: SubmissionSummaryDto })
  submit(
    @UuidParam('id', DraftUnknown) draft: string,
    @Body() given: SubmitDraftDto,
    @Submitted() once: Submission,
    @Caller() { sub }: AccessClaims,
  ): Promise<SubmissionSummaryDto> {
    return this.submitting.submit(draft, given, once, sub);
  }

  @Get('me/submissions')
  @ApiOperation({ summary: 'What you handed in, newest first' })
  @ApiOkResponse({ type: MySubmissionListDto })
  list(@Query() query: MySubmissionsQueryDto, @Caller() { sub }: AccessClaims): Promise<MySubmissionListDto> {
    return this.submissions.list(query, sub);
  }

  @Get('me/submissions/:id')
  @Refuses('submission-unknown')
  @ApiParam(submissionId)
  @ApiOperation({ summary: 'One of these, with what was asked and decided' })
  @ApiOkResponse({ type: MySubmissionDto })
  one(
    @UuidParam('id', SubmissionUnknown) id: string,
    @Caller() { sub }: AccessClaims,
  ): Promise<MySubmissionDto> {
    return this.submissions.one(id, sub);
  }

  @Post('me/submissions/:id/answer')
  @Refuses(
    'submission-unknown',
    'submission-decided',
    'submission-under-way',
    'answer-not-asked',
    'form-unknown',
  )
  @HttpCode(200)
  @ApiParam(submissionId)
  @ApiOperation({
    summary: 'Answer what was asked, or release again what is missing',
    description: 'What is released again is taken, and the rules are looked at once more.',
  })
  @ApiOkResponse({ type: MySubmissionDto })
  answer(
    @UuidParam('id', SubmissionUnknown) id: string,
    @Body() given: AnswerSubmissionDto,
    @Caller() { sub }: AccessClaims,
  ): Promise<MySubmissionDto> {
    return this.submissions.answer(id, given, sub);
  }
}
