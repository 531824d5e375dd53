import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type { ChangeEvent } from '#libs/contracts';
import { InboxContext, OnEvent } from '#libs/inbox';
import { DEADLINE, type Deadline, NOTICES } from './notices.ts';

@Controller()
export class NoticesController {
  constructor(@Inject(DEADLINE) private readonly deadlineOf: Deadline) {}

  @OnEvent('resident.registered.v1', NOTICES)
  onRegistered(@Payload() event: ChangeEvent, @Ctx() context: InboxContext): Promise<void> {
    return this.note(event, context);
  }

  @OnEvent('resident.moved.v1', NOTICES)
  onMoved(@Payload() event: ChangeEvent, @Ctx() context: InboxContext): Promise<void> {
    return this.note(event, context);
  }

  private async note({ id, subject, data }: ChangeEvent, { manager }: InboxContext): Promise<void> {
    await manager.query(
      'insert into notice (event_id, subject, version, answer_by) values ($1, $2, $3, $4)',
      [id, subject, data.version, this.deadlineOf(data.effectiveOn)],
    );
  }
}
