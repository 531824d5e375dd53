/** What an application gives the sender to send. The sender keeps none of it for a retry, but asks anew. */
export interface WebhookSource {
  /** Where a receiver is to be called now; undefined while nothing may be sent to it. */
  addressOf(receiver: string): Promise<string | undefined>;
  /** The first message of a stream after a position that may be told at this very moment. */
  next(place: WebhookPlace): Promise<NextMessage>;
}

export interface WebhookPlace {
  readonly stream: string;
  /** Everything up to here is done with. */
  readonly after: number;
  /** Last position there is. */
  readonly head: number;
  /** Set where just this position was asked for again. */
  readonly only?: number | undefined;
}

export type NextMessage =
  | WebhookMessage
  /** Nothing may be told up to here. */
  | { readonly kind: 'withheld'; readonly upTo: number }
  /** Nothing of the stream may be told, perhaps ever again; asked again in a while. */
  | { readonly kind: 'ended'; readonly waitMs: number }
  /** Whether it may be told cannot be said now; not the receiver's fault. */
  | { readonly kind: 'undecided'; readonly waitMs: number };

export interface WebhookMessage {
  readonly kind: 'message';
  /** The same for all attempts and redeliveries. */
  readonly webhookId: string;
  readonly body: string;
  readonly position: number;
  /** Where the cursor goes once this has arrived. */
  readonly upTo: number;
  readonly eventId: string;
  readonly eventType: string;
}
