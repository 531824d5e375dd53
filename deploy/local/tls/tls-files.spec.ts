import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appNames } from '../../description/app-names.ts';
import { LocalHome } from '../local-home.ts';
import { ensureTlsFiles } from './tls-files.ts';

const DAY_MS = 86_400_000;
const now = new Date('2026-11-29T12:00:00Z');
const later = (days: number): Date => new Date(now.getTime() + days * DAY_MS);

describe('the certificates of a secure local stack', () => {
  let home: LocalHome;
  beforeEach(() => {
    home = new LocalHome('/', { EINMAL_HOME: mkdtempSync(join(tmpdir(), 'einmal-tls-')) });
  });
  afterEach(() => rmSync(home.folder, { recursive: true }));

  const certificateIn = (file: string): X509Certificate => new X509Certificate(readFileSync(file));

  it('name each app and server, are signed by the stack, and stay as they are from start to start', async () => {
    const files = await ensureTlsFiles(home, now);
    const authority = certificateIn(files.caFile);
    for (const app of appNames) {
      const { certFile, keyFile } = files.ofApp(app);
      const certificate = certificateIn(certFile);
      expect(certificate.subjectAltName).toBe(`DNS:${app}, DNS:localhost, IP Address:127.0.0.1`);
      expect([certificate.verify(authority.publicKey), certificate.ca]).toEqual([true, false]);
      expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    }
    const before = readFileSync(files.ofServer('kafka').certFile);
    await ensureTlsFiles(home, later(80));
    expect(readFileSync(files.ofServer('kafka').certFile)).toEqual(before);
  });

  it('give clients no name that a service could have', async () => {
    const { certFile } = (await ensureTlsFiles(home, now)).ofClient('parking-hannover');
    const { subjectAltName, keyUsage } = certificateIn(certFile);
    expect(subjectAltName).toBe('URI:urn:einmal:client:parking-hannover');
    expect(keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
  });

  it('are made anew within a week of their end, and all of them with their authority', async () => {
    const files = await ensureTlsFiles(home, now);
    const { certFile } = files.ofApp('gateway');
    const [ca, first] = [readFileSync(files.caFile), readFileSync(certFile)];
    await ensureTlsFiles(home, later(84));
    const second = readFileSync(certFile);
    expect([second.equals(first), readFileSync(files.caFile).equals(ca)]).toEqual([false, true]);
    rmSync(home.path('tls', 'ca.key'));
    await ensureTlsFiles(home, later(84));
    expect(readFileSync(files.caFile).equals(ca)).toBe(false);
    expect(certificateIn(certFile).verify(certificateIn(files.caFile).publicKey)).toBe(true);
  });

  it('leave room for another authority behind theirs', async () => {
    const { caFile } = await ensureTlsFiles(home, now);
    const ours = readFileSync(caFile, 'utf8');
    writeFileSync(caFile, ours + ours);
    expect(readFileSync(caFile, 'utf8').match(/^-----BEGIN CERTIFICATE-----$/gm)).toHaveLength(2);
  });

  it('never outlive their authority', async () => {
    await ensureTlsFiles(home, now);
    const files = await ensureTlsFiles(home, later(340));
    const end = (file: string): number => Date.parse(certificateIn(file).validTo);
    expect(end(files.ofApp('gateway').certFile)).toBe(end(files.caFile));
  });

  it('say what to do about a file that is damaged, or holds the key of another one', async () => {
    const files = await ensureTlsFiles(home, now);
    const { keyFile } = files.ofApp('gateway');
    writeFileSync(keyFile, readFileSync(files.ofApp('vehicles').keyFile));
    await expect(ensureTlsFiles(home, now)).rejects.toThrow(`${keyFile} is not the key of`);
    for (const name of ['gateway.key', 'ca.crt']) {
      const file = home.path('tls', name);
      writeFileSync(file, '-----BEGIN');
      const remedy = `${file} is damaged: remove the folder ${home.path('tls')}, then start again`;
      await expect(ensureTlsFiles(home, now)).rejects.toThrow(remedy);
    }
  });
});
