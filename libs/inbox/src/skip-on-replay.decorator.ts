import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { type Observable, of } from 'rxjs';
import type { InboxContext } from './inbox-context.ts';

@Injectable()
class SkipReplayedEvents implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { replay } = context.switchToRpc().getContext<InboxContext>();
    return replay ? of(undefined) : next.handle();
  }
}

/** The handler is not called for replayed events, which still count as handled: for effects nobody wants twice. */
export const SkipOnReplay = (): MethodDecorator => UseInterceptors(SkipReplayedEvents);
