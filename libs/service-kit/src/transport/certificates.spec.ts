import { chmodSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testCertificate, type TestCertificate } from '#libs/test-kit';
import { StartRefused } from '../errors/program.ts';
import { Certificates, type TlsSettings } from './certificates.ts';

describe('the certificate of a service', () => {
  let folder: string;
  let first: TestCertificate;
  let second: TestCertificate;
  const path = (name: string): string => join(folder, name);
  const files = (): Required<TlsSettings> => ({
    tlsCertFile: path('own.crt'),
    tlsKeyFile: path('own.key'),
    tlsCaFile: path('ca.crt'),
  });
  let writes = 0;
  const write = (name: string, text: string): void => {
    writeFileSync(path(name), text, { mode: 0o600 });
    // File systems of some machines tell times apart no finer than a second.
    utimesSync(path(name), new Date(), new Date(Date.now() + ++writes * 1_000));
  };
  const writeOwn = ({ cert, key }: TestCertificate): void => {
    write('own.crt', cert);
    write('own.key', key);
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'einmal-certificates-'));
    [first, second] = [await testCertificate('one'), await testCertificate('two')];
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  beforeEach(() => {
    writeOwn(first);
    write('ca.crt', first.cert);
  });

  it('is another one when its files have changed, without a restart', () => {
    write('ca.crt', `${first.cert}\n${second.cert}`);
    const certificates = Certificates.of(files())!;
    expect(certificates.current()).toMatchObject(first);
    writeOwn(second);
    expect(certificates.fault()).toBeUndefined();
    expect(certificates.current()).toMatchObject(second);
  });

  it('stays when its files are damaged, and says which setting is wrong until they are mended', () => {
    const ca = `${first.cert}\n${second.cert}`;
    write('ca.crt', ca);
    const certificates = Certificates.of(files())!;
    write('own.key', second.key);
    expect(certificates.fault()).toBe('TLS_KEY_FILE is not the key of the certificate in TLS_CERT_FILE.');
    expect(certificates.current()).toMatchObject(first);
    write('own.crt', second.cert);
    expect([certificates.fault(), certificates.current()]).toEqual([undefined, { ...second, ca }]);
  });

  it.each([
    ['own.crt', 'no pem', 'TLS_CERT_FILE holds no certificate in PEM.'],
    ['own.key', 'no pem', 'TLS_KEY_FILE holds no private key in PEM.'],
    ['ca.crt', 'no pem', 'TLS_CA_FILE holds no certificate in PEM.'],
  ])('refuses the start in one sentence: %s is %s', (name, text, sentence) => {
    write(name, text);
    expect(() => Certificates.of(files())).toThrow(sentence);
  });

  it.each([0o644, 0o602])('refuses the start with a key that others may read or change: %o', (mode) => {
    chmodSync(folder, 0o755);
    chmodSync(path('own.key'), mode);
    const sentence = `TLS_KEY_FILE names a file that everybody here may read or change (mode ${mode.toString(8)}); run chmod o= "$TLS_KEY_FILE", or mount it with mode 0440.`;
    expect(() => Certificates.of(files())).toThrow(new StartRefused(sentence));
    chmodSync(path('own.key'), 0o440);
    for (const name of ['own.crt', 'ca.crt']) chmodSync(path(name), 0o444);
    expect(Certificates.of(files())!.current()).toMatchObject(first);
  });

  const damaged = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
  const cutOff = ({ cert }: TestCertificate): string => cert.trim().slice(0, -60);
  const isDamaged = 'holds a certificate that is damaged or cut off.';

  // What a connection would fail by, or believe less by, as OpenSSL reads all of a file and is silent on a part.
  it.each<[string, string, () => string, string]>([
    [
      'a damaged link of its chain',
      'own.crt',
      () => `${first.cert}\n${damaged}`,
      `TLS_CERT_FILE ${isDamaged}`,
    ],
    ['a chain cut off', 'own.crt', () => `${first.cert}\n${cutOff(second)}`, `TLS_CERT_FILE ${isDamaged}`],
    ['a certificate cut off', 'own.crt', () => cutOff(first), `TLS_CERT_FILE ${isDamaged}`],
    ['a second authority damaged', 'ca.crt', () => `${first.cert}\n${damaged}`, `TLS_CA_FILE ${isDamaged}`],
    [
      'a first authority cut off',
      'ca.crt',
      () => `${cutOff(first)}\n${second.cert}`,
      `TLS_CA_FILE ${isDamaged}`,
    ],
    [
      'a last authority cut off',
      'ca.crt',
      () => `${first.cert}\n${cutOff(second)}`,
      `TLS_CA_FILE ${isDamaged}`,
    ],
    [
      'an authority whose first line is damaged',
      'ca.crt',
      () => `${first.cert}\n${second.cert.replace('-----BEGIN', '----BEGIN')}`,
      `TLS_CA_FILE ${isDamaged}`,
    ],
    [
      'two authorities that no line parts',
      'ca.crt',
      () => first.cert.trim() + second.cert,
      `TLS_CA_FILE ${isDamaged}`,
    ],
  ])('with %s is refused at the start, and not taken afterwards', (_what, name, text, sentence) => {
    const certificates = Certificates.of(files())!;
    write(name, text());
    expect(() => Certificates.of(files())).toThrow(new StartRefused(sentence));
    expect(certificates.fault()).toBe(sentence);
    expect(certificates.current()).toEqual({ ...first, ca: first.cert });
  });

  it('with a key too weak is refused at the start, and not taken afterwards', async () => {
    const certificates = Certificates.of(files())!;
    writeOwn(await testCertificate('weak', { rsaBits: 1_024 }));
    const sentence =
      'TLS_CERT_FILE cannot be used, since OpenSSL refuses what it holds (ERR_SSL_EE_KEY_TOO_SMALL).';
    expect(() => Certificates.of(files())).toThrow(new StartRefused(sentence));
    expect(certificates.fault()).toBe(sentence);
    expect(certificates.current()).toEqual({ ...first, ca: first.cert });
  });

  it('may stand among remarks, beside its key, with others of its chain behind it', () => {
    write('own.crt', `# -- a remark --\n${first.key}${first.cert}\n# another\n${second.cert}`);
    write('ca.crt', `the first\n${first.cert}\r\n\nthe second\n${second.cert}`);
    expect(Certificates.of(files())!.fault()).toBeUndefined();
  });

  it('refuses the start where a file is missing, or a setting', () => {
    expect(() => Certificates.of({ ...files(), tlsCaFile: path('none') })).toThrow(
      'TLS_CA_FILE names no file that can be read.',
    );
    const { tlsCaFile: _none, ...rest } = files();
    expect(() => Certificates.of(rest)).toThrow('are set together, or none of them');
    expect(Certificates.of({})).toBeUndefined();
  });

  it('is told to have expired, or not to have begun', async () => {
    const by = first;
    writeOwn(await testCertificate('old', { by, from: new Date('2020-01-01'), to: new Date('2021-01-01') }));
    expect(Certificates.of(files())!.fault()).toBe('The certificate in TLS_CERT_FILE has expired.');
    writeOwn(await testCertificate('new', { by, from: new Date('2048-01-01') }));
    expect(Certificates.of(files())!.fault()).toMatch(/is not valid yet: is the clock right/);
  });
});
