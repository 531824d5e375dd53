import { EventPattern } from '@nestjs/microservices';

/**
 * Nest's `@EventPattern`, for one event type and one consumer group. Its own type would refuse a handler that takes an
 * `InboxContext` as its second parameter.
 */
export const OnEvent = <T extends string>(type: T, transportId: symbol): MethodDecorator =>
  EventPattern<T>(type, transportId);
