import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '#libs/service-kit';
import { mayCall } from './pinned-socket.ts';
import { requireSafeLoopback, secretBox, WebhookConfig } from './webhook.config.ts';

const key = Buffer.alloc(32, 1).toString('base64url');
const https = new URL('https://hooks.example/');
const http = new URL('http://127.0.0.1/');

describe('the settings of webhooks', () => {
  it('need a key, and refuse loopback unless told otherwise', () => {
    const { webhooks } = readConfig({ webhooks: WebhookConfig }, { WEBHOOK_SECRET_KEY: key });
    expect(webhooks.webhookLoopback).toBe('refuse');
    expect(() => readConfig({ webhooks: WebhookConfig }, {})).toThrow('WEBHOOK_SECRET_KEY');
    const odd = { WEBHOOK_SECRET_KEY: key, WEBHOOK_LOOPBACK: 'yes' };
    expect(() => readConfig({ webhooks: WebhookConfig }, odd)).toThrow('WEBHOOK_LOOPBACK');
  });

  it('say so while the new file of the key cannot be used', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'einmal-webhook-key-'));
    const file = join(folder, 'key');
    writeFileSync(file, key, { mode: 0o600 });
    const box = secretBox(
      readConfig({ webhooks: WebhookConfig }, { WEBHOOK_SECRET_KEY_FILE: file }).webhooks,
    );
    await expect(box.check()).resolves.toBeUndefined();
    writeFileSync(file, 'no key');
    await expect(box.check()).rejects.toThrow(/^WEBHOOK_SECRET_KEY_FILE: the new content is not used/);
    rmSync(folder, { recursive: true });
  });

  it('allow loopback only to a gateway that listens on loopback', () => {
    for (const host of ['0.0.0.0', '::', '10.0.0.5', 'gateway.hannover.example'])
      expect(() => requireSafeLoopback({ webhookLoopback: 'allow' }, { host })).toThrow('WEBHOOK_LOOPBACK');
    expect(() => requireSafeLoopback({ webhookLoopback: 'allow' }, { host: '127.0.0.1' })).not.toThrow();
    expect(() => requireSafeLoopback({ webhookLoopback: 'refuse' }, { host: '0.0.0.0' })).not.toThrow();
  });

  it('decide which addresses are called under which scheme', () => {
    const called = (loopback: boolean, url: URL): string[] =>
      ['8.8.8.8', '127.0.0.1', '::1', '10.0.0.1', '169.254.169.254', '::ffff:127.0.0.1'].filter((address) =>
        mayCall(loopback)(address, url),
      );
    expect(called(false, https)).toEqual(['8.8.8.8']);
    expect(called(false, http)).toEqual([]);
    expect(called(true, https)).toEqual(['8.8.8.8', '127.0.0.1', '::1']);
    expect(called(true, http)).toEqual(['127.0.0.1', '::1']);
  });
});
