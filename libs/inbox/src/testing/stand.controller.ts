import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { ChangeEvent } from '#libs/contracts';
import { InboxContext } from '../inbox-context.ts';
import { OnEvent } from '../on-event.decorator.ts';
import { SkipOnReplay } from '../skip-on-replay.decorator.ts';

export const STAND_GROUP = Symbol('stand');
export const SCRIPT = Symbol('Script');

/** What a test makes of an event. */
export type Script = (event: ChangeEvent, context: InboxContext) => Promise<void>;

/** Handlers of the group under test, and one of another group of the same process. */
@Controller()
export class StandController {
  constructor(@Inject(SCRIPT) private readonly script: Script) {}

  @OnEvent('test.happened.v1', STAND_GROUP)
  happened(@Payload() event: ChangeEvent, @Ctx() context: InboxContext): Promise<void> {
    return this.script(event, context);
  }

  /** Of a type that has a published schema. */
  @OnEvent('resident.moved.v1', STAND_GROUP)
  moved(@Payload() event: ChangeEvent, @Ctx() context: InboxContext): Promise<void> {
    return this.script(event, context);
  }

  @SkipOnReplay()
  @OnEvent('test.told.v1', STAND_GROUP)
  told(@Payload() event: ChangeEvent, @Ctx() context: InboxContext): Promise<void> {
    return this.script(event, context);
  }

  @EventPattern<string[]>(['test.happened.v1', 'test.foreign.v1'], Symbol('another group'))
  foreign(): never {
    throw new Error('A handler of another group was called.');
  }
}
