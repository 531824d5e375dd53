import { chmodSync, copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeSecret } from './secret-file.ts';
import { giveTo, serverIdentity } from './unprivileged.ts';

/** A server's certificate and key (PKCS#8), and who signed it; all PEM files. */
export interface ServerTls {
  readonly certFile: string;
  readonly keyFile: string;
  readonly caFile: string;
  /** Whether Kafka asks callers for a certificate of that authority beside their password. */
  readonly asksCallers?: boolean;
}

/** Every connection is encrypted and asks for a password; what comes in plain text is turned away. */
const HBA = 'hostssl all all 127.0.0.1/32 scram-sha-256\n';

/** The settings by which PostgreSQL takes encrypted connections alone. Its user has to be the owner of the key. */
export function postgresTlsSettings(
  { certFile, keyFile }: ServerTls,
  dir: string,
): Readonly<Record<string, string>> {
  const own = {
    cert: join(dir, 'server.crt'),
    key: join(dir, 'server.key'),
    hba: join(dir, 'tls-only.conf'),
  };
  copyFileSync(certFile, own.cert);
  writeSecret(own.key, readFileSync(keyFile, 'utf8'));
  writeSecret(own.hba, HBA);
  chmodSync(own.cert, 0o644);
  for (const path of [own.key, own.hba]) giveTo(path, serverIdentity);
  return { ssl: 'on', ssl_cert_file: own.cert, ssl_key_file: own.key, hba_file: own.hba };
}

/** The same address for clients that demand encryption and the server's name in its certificate. */
export function encryptedUrl(url: string, { caFile }: Pick<ServerTls, 'caFile'>): string {
  const encrypted = new URL(url);
  encrypted.searchParams.set('sslmode', 'verify-full');
  encrypted.searchParams.set('sslrootcert', caFile);
  return encrypted.href;
}

/** The settings by which every listener of a Kafka node, the controllers' among them, is encrypted. */
export function kafkaTlsSettings(
  { certFile, keyFile, caFile, asksCallers = false }: ServerTls,
  dir: string,
): Readonly<Record<string, string>> {
  const keystore = join(dir, 'keystore.pem');
  writeSecret(keystore, readFileSync(keyFile, 'utf8') + readFileSync(certFile, 'utf8'));
  return {
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': keystore.replaceAll('\\', '/'),
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': caFile.replaceAll('\\', '/'),
    ...(asksCallers && { 'listener.name.sasl_ssl.ssl.client.auth': 'required' }),
  };
}
