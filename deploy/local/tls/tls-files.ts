import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { LocalFailure, type ServerTls, writeSecret } from '#libs/local-services';
import { type AppName, appNames } from '../../description/app-names.ts';
import { demoClients } from '../demo-clients.ts';
import type { LocalHome } from '../local-home.ts';
import { type Credential, type Named, newAuthority, newCertificate } from './authority.ts';

export interface CredentialFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

/** Where the certificates of a stack lie: its own authority's, one for each app and server, and the demo clients'. */
export interface TlsFiles {
  readonly caFile: string;
  readonly ofApp: (app: AppName) => CredentialFiles;
  readonly ofServer: (server: 'postgres' | 'kafka') => ServerTls;
  readonly ofClient: (clientId: string) => CredentialFiles;
}

const RENEWED_BEFORE_MS = 7 * 86_400_000;
const servers = ['postgres', 'kafka'] as const;

const filesAt = (home: LocalHome, name: string): CredentialFiles => ({
  certFile: home.path('tls', `${name}.crt`),
  keyFile: home.path('tls', `${name}.key`),
});

const clientName = (clientId: string): string => `clients/${clientId}`;

const ofServer = (name: string): Named => ({
  title: name,
  names: [
    { type: 'dns', value: name },
    { type: 'dns', value: 'localhost' },
    { type: 'ip', value: '127.0.0.1' },
  ],
  isServer: true,
});

/** No DNS name: a client of the demonstration is no service, whatever a list of callers holds. */
const ofClient = (clientId: string): Named => ({
  title: clientId,
  names: [{ type: 'url', value: `urn:einmal:client:${clientId}` }],
  isServer: false,
});

/** Everybody of the stack who shows a certificate, by the name of the files. */
const everybody = (): ReadonlyMap<string, Named> =>
  new Map([
    ...[...appNames, ...servers].map((name) => [name, ofServer(name)] as const),
    ...demoClients.map(({ clientId }) => [clientName(clientId), ofClient(clientId)] as const),
  ]);

/**
 * Makes what is not there, and anew what ends within a week or was signed by an authority that was made anew.
 * @throws LocalFailure for a file that is damaged
 */
export async function ensureTlsFiles(home: LocalHome, now: Date = new Date()): Promise<TlsFiles> {
  mkdirSync(home.path('tls', 'clients'), { recursive: true, mode: 0o711 });
  const authority = kept(home, 'ca', now) ?? keep(home, 'ca', await newAuthority('Einmal, local stack', now));
  for (const [name, named] of everybody()) {
    if (!kept(home, name, now, authority)) keep(home, name, await newCertificate(authority, named, now));
  }
  return {
    caFile: filesAt(home, 'ca').certFile,
    ofApp: (app) => filesAt(home, app),
    ofServer: (server) => ({ ...filesAt(home, server), caFile: filesAt(home, 'ca').certFile }),
    ofClient: (clientId) => filesAt(home, clientName(clientId)),
  };
}

/** What is there and will be good for a while. */
function kept(home: LocalHome, name: string, now: Date, authority?: Credential): Credential | undefined {
  const { certFile, keyFile } = filesAt(home, name);
  if (!existsSync(certFile) || !existsSync(keyFile)) return undefined;
  const [cert, key] = [readFileSync(certFile, 'utf8'), readFileSync(keyFile, 'utf8')];
  const certificate = readable(home, certFile, () => new X509Certificate(cert));
  const privateKey = readable(home, keyFile, () => createPrivateKey(key));
  if (!certificate.checkPrivateKey(privateKey))
    throw damaged(home, `${keyFile} is not the key of ${certFile}`);
  const lasts = Date.parse(certificate.validTo) - now.getTime() > RENEWED_BEFORE_MS;
  const hasBegun = Date.parse(certificate.validFrom) <= now.getTime();
  const isOurs = !authority || certificate.verify(new X509Certificate(authority.cert).publicKey);
  return lasts && hasBegun && isOurs ? { cert, key } : undefined;
}

function readable<T>(home: LocalHome, file: string, read: () => T): T {
  try {
    return read();
  } catch {
    throw damaged(home, `${file} is damaged`);
  }
}

const damaged = (home: LocalHome, what: string): LocalFailure =>
  new LocalFailure(
    `${what}: remove the folder ${home.path('tls')}, then start again; all of it is made anew.`,
  );

function keep(home: LocalHome, name: string, credential: Credential): Credential {
  const { certFile, keyFile } = filesAt(home, name);
  mkdirSync(dirname(certFile), { recursive: true });
  writeSecret(keyFile, credential.key);
  writeFileSync(certFile, credential.cert);
  return credential;
}
