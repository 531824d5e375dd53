import { createPrivateKey, KeyObject } from 'node:crypto';

export interface TestCertificate {
  readonly key: string;
  /** Its own authority where nobody else signed it. */
  readonly cert: string;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const rsa = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', publicExponent: new Uint8Array([1, 0, 1]) };

interface Made {
  /** Who signs it; itself otherwise. */
  readonly by?: TestCertificate;
  readonly from?: Date;
  readonly to?: Date;
  /** An RSA key of that length that signs itself, in place of one on P-256. */
  readonly rsaBits?: number;
  /** Whether it may sign others, although somebody else signed it. */
  readonly signs?: true;
}

/** A key, and a certificate of its own for one DNS name; `localhost` is this machine by its address too. */
export async function testCertificate(
  name: string,
  { by, rsaBits, signs, from = new Date('2026-01-01'), to = new Date('2049-01-01') }: Made = {},
): Promise<TestCertificate> {
  // Every suite loads the test kit, and two need this.
  const x509 = await import('@peculiar/x509');
  const signing = rsaBits === undefined ? algorithm : { ...rsa, modulusLength: rsaBits };
  const keys = await crypto.subtle.generateKey(signing, true, ['sign', 'verify']);
  const extensions = [
    new x509.BasicConstraintsExtension(by === undefined || signs === true),
    new x509.SubjectAlternativeNameExtension([
      { type: 'dns', value: name },
      ...(name === 'localhost' ? [{ type: 'ip', value: '127.0.0.1' } as const] : []),
    ]),
  ];
  const common = { notBefore: from, notAfter: to, signingAlgorithm: signing, extensions };
  const certificate = by
    ? await x509.X509CertificateGenerator.create({
        ...common,
        subject: [{ CN: [name] }],
        issuer: new x509.X509Certificate(by.cert).subject,
        publicKey: keys.publicKey,
        signingKey: await signingKeyOf(by.key),
      })
    : await x509.X509CertificateGenerator.createSelfSigned({ ...common, name: [{ CN: [name] }], keys });
  return {
    key: KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: certificate.toString('pem'),
  };
}

/** By the names of the web, which the portal's pages share. */
function signingKeyOf(pem: string) {
  const der = new Uint8Array(createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' }));
  return crypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']);
}
