import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { duplexPair } from 'node:stream';
import { connect, TLSSocket } from 'node:tls';
import { testCertificate, type TestCertificate } from '#libs/test-kit';
import { Certificates, type TlsSettings } from './certificates.ts';

/** Whether OpenSSL believes it, in a handshake within this process. */
async function isBelieved({ cert, key }: TestCertificate, ca: string): Promise<boolean> {
  const [near, far] = duplexPair();
  const server = new TLSSocket(far, { isServer: true, cert, key });
  server.on('error', () => undefined);
  const client = connect({ socket: near, ca, servername: 'localhost', checkServerIdentity: () => undefined });
  const believed = await new Promise<boolean>((resolve) => {
    client.once('secureConnect', () => resolve(true)).once('error', () => resolve(false));
  });
  client.destroy();
  server.destroy();
  return believed;
}

/** What a start with these files says. */
function judged(files: TlsSettings): string {
  try {
    return Certificates.of(files)!.fault() ?? 'taken';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('the certificate of a service, signed by', () => {
  let folder: string;
  let first: TestCertificate;
  let second: TestCertificate;
  const put = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  const signedBy = (by: TestCertificate): Promise<TestCertificate> => testCertificate('localhost', { by });
  const linked = async () => {
    const link = await testCertificate('link', { by: first, signs: true });
    return { link: link.cert, own: await signedBy(link) };
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'einmal-authority-'));
    [first, second] = [await testCertificate('one'), await testCertificate('two', { rsaBits: 2_048 })];
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each<[string, boolean, () => Promise<readonly [own: TestCertificate, ca: string]>]>([
    ['itself', true, async () => [first, first.cert]],
    ['an authority of several', true, async () => [await signedBy(first), `${second.cert}\n${first.cert}`]],
    ['another authority', false, async () => [await signedBy(first), second.cert]],
    [
      'another authority of the same name',
      false,
      async () => [await signedBy(await testCertificate('one')), first.cert],
    ],
    ['itself, where that is no authority', false, async () => [second, first.cert]],
    [
      'a link that an authority signed, which stands behind it',
      true,
      async () => {
        const { link, own } = await linked();
        return [{ ...own, cert: `${own.cert}\n${link}` }, first.cert];
      },
    ],
    [
      'a link that an authority signed, which is missing',
      false,
      async () => [(await linked()).own, first.cert],
    ],
    [
      'a link that stands among the authorities, without its own',
      false,
      async () => {
        const { link, own } = await linked();
        return [own, link];
      },
    ],
  ])('%s, is taken where OpenSSL believes it: %s', async (_by, isTaken, made) => {
    const [own, ca] = await made();
    const files = {
      tlsCertFile: put('own.crt', own.cert),
      tlsKeyFile: put('own.key', own.key),
      tlsCaFile: put('ca.crt', ca),
    };
    const sentence = 'TLS_CERT_FILE: the certificate is signed by none of TLS_CA_FILE.';
    expect(judged(files)).toBe(isTaken ? 'taken' : sentence);
    expect(await isBelieved(own, ca)).toBe(isTaken);
  });
});
