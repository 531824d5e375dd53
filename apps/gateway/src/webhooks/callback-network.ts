import { readFileSync } from 'node:fs';
import { lookup } from 'node:dns/promises';
import { rootCertificates } from 'node:tls';
import { isLoopbackAddress, isPublicAddress } from './address.rules.ts';
import type { CallbackNetwork } from './callback-connection.ts';
import type { WebhookConfig } from './webhook.config.ts';

const DEADLINE_MS = 10_000;

/** How callbacks are reached in earnest: the machine's resolver, the address rules, one deadline. */
export function callbackNetwork(config: WebhookConfig): CallbackNetwork {
  const { webhookCaFile: file, webhookLoopback } = config;
  return {
    resolve: (host) => lookup(host, { all: true }),
    mayCall: mayCall(webhookLoopback === 'allow'),
    deadlineMs: DEADLINE_MS,
    ...(file !== undefined && { ca: [...rootCertificates, readFileSync(file, 'utf8')] }),
  };
}

/** Plain HTTP only ever goes to this machine, whatever the name in the URL. */
export const mayCall =
  (loopback: boolean) =>
  (address: string, { protocol }: URL): boolean => {
    if (loopback && isLoopbackAddress(address)) return true;
    return protocol === 'https:' && isPublicAddress(address);
  };
