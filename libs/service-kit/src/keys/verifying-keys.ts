import type { KeyObject } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { TimeLimitPassed, withTimeLimit } from '../background/index.ts';
import { type FollowedFiles, followSetting } from '../config/index.ts';
import { requireNoFault } from '../errors/index.ts';
import { refusedTlsIn, wantsHttps, wasClosed } from '../transport/index.ts';
import { KeysUnavailable, type VerifyingKeys } from './key-store.ts';
import { readPublicKeys } from './signing-keys.ts';

type Keys = ReadonlyMap<string, KeyObject>;

/** Keys from a setting: what is not in it is not accepted. */
export class SettingVerifyingKeys implements VerifyingKeys {
  private readonly keys: FollowedFiles<Keys>;

  /** @throws Error that names the setting */
  constructor(block: object, property: string, variable: string, text: string) {
    const read = (content: string): Keys => readPublicKeys(content, variable);
    this.keys = followSetting(block, property, read(text), read);
  }

  find(kid: string): KeyObject | undefined {
    return this.keys.current().get(kid);
  }

  readonly check = async (): Promise<void> => requireNoFault(this.keys.fault());
}

/** A flood of unknown `kid`s costs one fetch in this time. */
const COOLDOWN_MS = 5_000;
/** After a fetch that failed, whoever needs keys is refused at once for this long. */
const FAILURE_PAUSE_MS = 1_000;
const TIMEOUT_MS = 2_000;
/** Of eight keys with room to spare. */
const MAX_BYTES = 16_384;

interface Told {
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

export interface PublishedAt {
  /** The setting that names the address. */
  readonly variable: string;
  /** Who answers there, as a sentence calls it. */
  readonly server: string;
  readonly url: string;
  /** A key that is published no more is refused after this, counted from when the keys were asked for. */
  readonly maxAgeMs: number;
  readonly fetch?: (url: string, init: Pick<RequestInit, 'redirect'> & Told) => Promise<Response>;
  /** Milliseconds of a clock that only goes forward. */
  readonly now?: () => number;
}

/**
 * Keys that whoever signs publishes, from a pinned address: no signed text can name another one. They are fetched when
 * somebody needs them, and never older than the longest age when they are used. Fails closed.
 */
export class PublishedVerifyingKeys implements VerifyingKeys {
  private readonly logger = new Logger('Keys');
  private readonly now: () => number;
  private keys: Keys = new Map();
  /** When the request for these keys was sent. */
  private asOf = Number.NEGATIVE_INFINITY;
  private triedAt = Number.NEGATIVE_INFINITY;
  private failure: KeysUnavailable | undefined;
  private fetching: Promise<void> | undefined;

  constructor(private readonly at: PublishedAt) {
    this.now = at.now ?? (() => performance.now());
  }

  find(kid: string): KeyObject | undefined | Promise<KeyObject | undefined> {
    const { maxAgeMs } = this.at;
    const age = this.now() - this.asOf;
    if (age >= maxAgeMs) return this.renewed(kid);
    const known = this.keys.get(kid);
    if (known === undefined) return this.mayAskAgain() ? this.renewed(kid) : undefined;
    // Beside whoever needs them, so that nobody waits for it.
    if (age >= maxAgeMs / 2) void this.fetched().catch(() => undefined);
    return known;
  }

  /**
   * Once, at the start, beside everything else: an address that cannot work is told before a permit needs the keys. Whoever
   * signs may be started later, so its absence is none yet.
   */
  async look(): Promise<void> {
    await this.fetched().catch((failure: unknown) => {
      if (failure instanceof KeysUnavailable && isAbsence(failure.cause)) this.failure = undefined;
    });
  }

  /** For readiness: red while what was needed could not be had. */
  readonly check = async (): Promise<void> => {
    if (this.failure !== undefined) await this.fetched();
  };

  private mayAskAgain(): boolean {
    return this.fetching !== undefined || this.now() - this.triedAt >= COOLDOWN_MS;
  }

  private async renewed(kid: string): Promise<KeyObject | undefined> {
    await this.fetched();
    return this.keys.get(kid);
  }

  /** One at a time, for all who wait. @throws KeysUnavailable */
  private fetched(): Promise<void> {
    if (this.fetching !== undefined) return this.fetching;
    if (this.failure !== undefined && this.now() - this.triedAt < FAILURE_PAUSE_MS)
      return Promise.reject(this.failure);
    this.triedAt = this.now();
    this.fetching = this.fetch(this.triedAt).finally(() => (this.fetching = undefined));
    return this.fetching;
  }

  private async fetch(asOf: number): Promise<void> {
    const { variable, url, fetch: ask = fetch } = this.at;
    try {
      const text = await withTimeLimit(TIMEOUT_MS, 'Fetching the keys', async (signal) =>
        readLimited(await ask(url, { redirect: 'error', signal, headers: { accept: 'application/json' } })),
      );
      this.keys = readPublicKeys(text, 'the answer');
      this.asOf = asOf;
      if (this.failure !== undefined) this.logger.log({ msg: `${variable}: the keys were fetched again` });
      this.failure = undefined;
    } catch (cause) {
      const told = this.failure?.message;
      this.failure = new KeysUnavailable(await unfetched(this.at, cause), { cause });
      if (this.failure.message !== told) this.logger.error({ msg: this.failure.message });
      throw this.failure;
    }
  }
}

async function readLimited(response: Response): Promise<string> {
  if (!response.ok) throw new NoKeys(response.status);
  let bytes = 0;
  const chunks: Uint8Array[] = [];
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BYTES) throw new Error(`the answer has more than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

class NoKeys extends Error {
  constructor(readonly status: number) {
    const who = status === 403 ? '; its INTERNAL_CALLERS does not name this service' : '';
    super(`it answered with status ${status}${who}`);
  }
}

/** What passes by itself: nobody is there yet, or is not ready. */
function isAbsence(fault: unknown): boolean {
  if (fault instanceof NoKeys) return fault.status >= 500;
  const { code } = ((fault as Error).cause ?? fault) as NodeJS.ErrnoException;
  return code === 'ECONNREFUSED' || fault instanceof TimeLimitPassed;
}

/** One sentence with the setting to look at. */
async function unfetched({ variable, server, url }: PublishedAt, fault: unknown): Promise<string> {
  const settings = { ca: 'TLS_CA_FILE', cert: 'TLS_CERT_FILE', showsCertificate: true };
  const sentence = refusedTlsIn(fault, { ...settings, server, address: variable });
  if (sentence !== undefined) return sentence;
  if (await wantsHttps(url, fault))
    return `${variable}: ${server} answers by TLS; there it has to begin with https.`;
  const why = wasClosed(fault)
    ? `it closed the connection; does its TLS_CA_FILE hold who signed the certificate in TLS_CERT_FILE?`
    : reasonOf(fault);
  return `${variable}: the keys cannot be fetched: ${why}`;
}

/** Of a fetch, which hides why in its cause; never a text that the other side wrote. */
function reasonOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'the answer is no JSON';
  const inner = ((error as Error).cause ?? error) as NodeJS.ErrnoException;
  return inner.code ?? inner.message;
}
