export { type Disabled, RETRIES } from './attempt.rules.ts';
export { type DeliveryRow, type DeliveryState, deliveryStates, DeliveryStore } from './delivery.store.ts';
export { LeaseStore } from './lease.store.ts';
export { mayCall, type WebhookNetwork } from './pinned-socket.ts';
export { type ReceiverRow, ReceiverStore } from './receiver.store.ts';
export { newSecret, printedSecret, SecretBox, signedHeaders } from './secrets.ts';
export { type SenderOptions, WebhookSender } from './webhook-sender.ts';
export type { NextMessage, WebhookPlace, WebhookSource } from './webhook-source.ts';
export { WebhookRefusals1795996800025, webhooksMigration } from './webhooks.migration.ts';
