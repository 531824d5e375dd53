import { lookup } from 'node:dns/promises';
import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import { IsIn, IsOptional, IsString } from 'class-validator';
import {
  isForThisMachine,
  keyStore,
  type Listening,
  ReadText,
  readVersionedKeys,
  Setting,
  type VersionedKeys,
} from '#libs/service-kit';
import { SecretBox } from './secrets.ts';
import { mayCall, type WebhookNetwork } from './pinned-socket.ts';

export const loopbackRules = ['refuse', 'allow'] as const;

/** What sending webhooks needs: WEBHOOK_SECRET_KEY, WEBHOOK_LOOPBACK, WEBHOOK_CA_FILE. */
export class WebhookConfig {
  @Setting(
    'Keys that seal the signing secrets of callbacks in the database, `<version>:<32 random bytes in base64url>` separated by commas; the first seals what is new, all open; one without a version is of version 1. Its file is read again when it changes.',
    { secret: true },
  )
  @ReadText(readVersionedKeys, '<version>:<key>, several with commas between')
  readonly webhookSecretKey!: VersionedKeys;

  @Setting('`allow` also calls this machine, by plain HTTP if need be; for local use only.')
  @IsIn(loopbackRules)
  readonly webhookLoopback: (typeof loopbackRules)[number] = 'refuse';

  @Setting('PEM file of certificate authorities that are trusted beside those of Node.')
  @IsOptional()
  @IsString()
  readonly webhookCaFile?: string;
}

/** Seals with the keys of the setting. */
export const secretBox = (config: WebhookConfig): SecretBox =>
  new SecretBox(keyStore.wrapping(config, 'webhookSecretKey', config.webhookSecretKey));

/** @throws a plain Error where others could make this service call its own machine */
export function requireSafeLoopback(config: Pick<WebhookConfig, 'webhookLoopback'>, http: Listening): void {
  if (config.webhookLoopback !== 'allow' || isForThisMachine(http)) return;
  throw new Error(
    'WEBHOOK_LOOPBACK=allow is allowed only while HOST is a loopback address; leave it out or set HOST=127.0.0.1.',
  );
}

const DEADLINE_MS = 10_000;

/** How callbacks are reached in earnest: the machine's resolver, the address rules, one deadline. */
export function callbackNetwork({ webhookCaFile: file, webhookLoopback }: WebhookConfig): WebhookNetwork {
  return {
    resolve: (host) => lookup(host, { all: true }),
    mayCall: mayCall(webhookLoopback === 'allow'),
    deadlineMs: DEADLINE_MS,
    ...(file !== undefined && { ca: [...rootCertificates, readFileSync(file, 'utf8')] }),
  };
}
