export { WebhookConfig } from './webhook.config.ts';
export { WebhooksModule } from './webhooks.module.ts';
