import { KeyObject, randomBytes, type webcrypto } from 'node:crypto';

/** A certificate and its key (PKCS#8), both PEM. */
export interface Credential {
  readonly cert: string;
  readonly key: string;
}

/** Whom a certificate names, and what for. */
export interface Named {
  /** Shown to people; no program believes it. */
  readonly title: string;
  readonly names: readonly { readonly type: 'dns' | 'ip' | 'url'; readonly value: string }[];
  readonly isServer: boolean;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 86_400_000;
const AUTHORITY_DAYS = 365;
const NAMED_DAYS = 90;
/** A clock that is behind by less finds them valid. */
const EARLIER_MS = 3_600_000;

/** Loaded when certificates have to be made, which is seldom. */
const load = () => import('@peculiar/x509');

const newKeys = (): Promise<webcrypto.CryptoKeyPair> =>
  crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);

const pemOf = (key: webcrypto.CryptoKey): string =>
  KeyObject.from(key).export({ type: 'pkcs8', format: 'pem' }).toString();

/** RFC 5280 §4.1.2.2: positive, and so long that nobody meets it twice. */
const serialNumber = (): string => `01${randomBytes(15).toString('hex')}`;

const period = (now: Date, days: number) => ({
  notBefore: new Date(now.getTime() - EARLIER_MS),
  notAfter: new Date(now.getTime() + days * DAY_MS),
});

/** With its last line ended, since another authority may be put behind it. */
const certificatePem = (certificate: { toString(format: 'pem'): string }): string =>
  `${certificate.toString('pem')}\n`;

/** An authority that signs certificates of one stack, and no further authorities. */
export async function newAuthority(title: string, now: Date): Promise<Credential> {
  const x509 = await load();
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: [{ CN: [title] }],
    ...period(now, AUTHORITY_DAYS),
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { cert: certificatePem(certificate), key: pemOf(keys.privateKey) };
}

/** A certificate that the authority signs; it ends no later than the authority's own. */
export async function newCertificate(
  authority: Credential,
  { title, names, isServer }: Named,
  now: Date,
): Promise<Credential> {
  const x509 = await load();
  const issuer = new x509.X509Certificate(authority.cert);
  const der = x509.PemConverter.decodeFirst(authority.key);
  const signingKey = await crypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']);
  const keys = await newKeys();
  const { notBefore, notAfter } = period(now, NAMED_DAYS);
  const { clientAuth, serverAuth } = x509.ExtendedKeyUsage;
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: [{ CN: [title] }],
    issuer: issuer.subject,
    notBefore,
    notAfter: notAfter < issuer.notAfter ? notAfter : issuer.notAfter,
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([...(isServer ? [serverAuth] : []), clientAuth]),
      new x509.SubjectAlternativeNameExtension([...names]),
      await x509.AuthorityKeyIdentifierExtension.create(issuer),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { cert: certificatePem(certificate), key: pemOf(keys.privateKey) };
}
