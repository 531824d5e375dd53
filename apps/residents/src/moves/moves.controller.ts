import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ApiExcludeController } from '@nestjs/swagger';
import type { ChangeEvent } from '#libs/contracts';
import { InboxContext, OnEvent } from '#libs/inbox';
import { RESIDENT_MOVES } from './resident-moves.ts';
import { Moves } from './moves.service.ts';

/**
 * Hears registrations of the other authorities, also of those that this process serves as well. A replay is handled like
 * the first delivery: what was closed stays closed, and a case is opened once.
 */
@ApiExcludeController()
@Controller()
export class MovesController {
  constructor(private readonly moves: Moves) {}

  @OnEvent('resident.registered.v1', RESIDENT_MOVES)
  async onRegistered(@Payload() event: ChangeEvent, @Ctx() context: InboxContext): Promise<void> {
    if (!(await this.moves.registeredElsewhere(event, context.manager))) context.leaveNoTrace();
  }
}
