import { createHmac } from 'node:crypto';

/** What invented people type at Keycloak: made of one random key, so that nothing of it is kept or printed. */
export class DemoCredentials {
  constructor(private readonly key: Buffer) {}

  password(login: string): string {
    return this.derived('password', login);
  }

  /** Key of the one-time codes, as text. */
  codeKey(login: string): string {
    return this.derived('code', login).slice(0, 20);
  }

  /** The code of this count (HOTP, RFC 4226 §5.3): no clock decides whether it is good. */
  code(login: string, count: number): string {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(count));
    const digest = createHmac('sha1', this.codeKey(login)).update(counter).digest();
    const offset = digest.at(-1)! & 0x0f;
    const number = digest.readUInt32BE(offset) & 0x7f_ff_ff_ff;
    return `${number % 1_000_000}`.padStart(6, '0');
  }

  private derived(of: string, login: string): string {
    return createHmac('sha256', this.key).update(`${of}/${login}`).digest('base64url');
  }
}
