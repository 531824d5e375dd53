import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type AccessClaims, actorOf, scopes } from '#libs/contracts';
import { Caller, Scopes } from '#libs/service-kit';
import { FeedbackDto } from './feedback.dto.ts';
import { FeedbackService } from './feedback.service.ts';

/**
 * Between the residents registers of two authorities, in a message of its own (BMG §33(4)); no route of officers. The same
 * feedback again changes nothing. Refuses `feedback-not-awaited` and `sender-unsuitable`.
 */
@ApiExcludeController()
@Scopes(scopes.residentsFeedback)
@Controller('internal/v1/feedback')
export class FeedbackController {
  constructor(private readonly feedback: FeedbackService) {}

  @HttpCode(204)
  @Post()
  async takeFeedback(@Body() body: FeedbackDto, @Caller() caller: AccessClaims): Promise<void> {
    await this.feedback.receive(body, actorOf(caller));
  }
}
