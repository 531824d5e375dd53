import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { openToOthers } from '../config/secret-files.ts';
import { StartRefused } from '../errors/program.ts';

/** What a service shows of itself and whom it believes, PEM. */
export interface Credential {
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
}

/** A file, and the setting that names it. */
export interface Named {
  readonly variable: string;
  readonly file: string;
}

export type Files<C> = { readonly [Part in keyof C]: Named };

export const minVersion = 'TLSv1.2';

/**
 * All of them, which OpenSSL will take and which fit.
 * @param isOwn whether who signed the certificate has to be among the authorities, as others of them are to believe it
 * @throws StartRefused naming the setting that is wrong
 */
export function readCredential<C extends Partial<Credential>>(files: Files<C>, isOwn: boolean): C {
  const { cert, key, ca } = files as Partial<Files<Credential>>;
  const certificate = cert && parsed(cert, 'certificate', certificatesIn);
  const privateKey = key && parsed(key, 'private key', (text) => createPrivateKey(text));
  const open = key && openToOthers(key.file, key.variable);
  if (open !== undefined) throw new StartRefused(`${key!.variable} ${open}.`);
  const authority = ca && parsed(ca, 'certificate', certificatesIn);
  if (cert && key && certificate?.value[0].checkPrivateKey(privateKey!.value) !== true)
    throw new StartRefused(`${key.variable} is not the key of the certificate in ${cert.variable}.`);
  // In the order in which what is refused is a fault of the last one.
  const ordered = [
    ['ca', ca, authority],
    ['cert', cert, certificate],
    ['key', key, privateKey],
  ] as const;
  let read: Partial<Credential> = {};
  for (const [part, named, content] of ordered)
    if (named && content) {
      read = { ...read, [part]: content.text };
      demandUsable(read, named);
    }
  if (isOwn && cert && ca && !isSignedBy(authority!.value, certificate!.value))
    throw new StartRefused(`${cert.variable}: the certificate is signed by none of ${ca.variable}.`);
  return read as C;
}

/** Whoever connects or listens makes its context later, where nobody could tell a refusal from a fault of the program. */
function demandUsable(credential: Partial<Credential>, { variable }: Named): void {
  try {
    createSecureContext({ ...credential, minVersion });
  } catch (error) {
    const { code = 'for an unknown reason' } = error as NodeJS.ErrnoException;
    throw new StartRefused(`${variable} cannot be used, since OpenSSL refuses what it holds (${code}).`);
  }
}

class NoWholeCertificate extends Error {}

/** Each on lines of its own: of two that no line parts OpenSSL takes none, or the first. */
const certificateBlock = /^-----BEGIN ((?:[A-Z0-9]+ )*CERTIFICATE)-----.*?-----END \1-----\s*?$/gms;
const remainder = /(?:BEGIN|END) (?:[A-Z0-9]+ )*CERTIFICATE|CERTIFICATE-----/;

/** All of a text: OpenSSL takes the whole ones of a list of authorities and is silent on the others. */
function certificatesIn(text: string): readonly [X509Certificate, ...X509Certificate[]] {
  const blocks = text.match(certificateBlock) ?? [];
  if (remainder.test(text.replace(certificateBlock, ''))) throw new NoWholeCertificate();
  try {
    const [first, ...others] = blocks.map((block) => new X509Certificate(block));
    if (first) return [first, ...others];
  } catch (error) {
    throw new NoWholeCertificate('', { cause: error });
  }
  throw new Error('There is none.');
}

function parsed<T>({ variable, file }: Named, what: string, parse: (text: string) => T) {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new StartRefused(`${variable} names no file that can be read.`);
  }
  try {
    return { text, value: parse(text) };
  } catch (error) {
    throw new StartRefused(
      error instanceof NoWholeCertificate
        ? `${variable} holds a certificate that is damaged or cut off.`
        : `${variable} holds no ${what} in PEM.`,
    );
  }
}

/** As OpenSSL goes about it: by those behind the certificate, up to one of the authorities that signed itself. */
function isSignedBy(
  authorities: readonly X509Certificate[],
  [own, ...links]: readonly [X509Certificate, ...X509Certificate[]],
): boolean {
  const known = [...authorities, ...links];
  const signs = (by: X509Certificate, signed: X509Certificate): boolean =>
    signed.checkIssued(by) && signed.verify(by.publicKey);
  let last: X509Certificate | undefined = own;
  // Each link once: two that signed each other are no end.
  for (let steps = 0; last !== undefined && steps <= known.length; steps += 1) {
    const { fingerprint256 } = last;
    if (signs(last, last)) return authorities.some((each) => each.fingerprint256 === fingerprint256);
    last = known.find((each) => signs(each, last!));
  }
  return false;
}

/** When it ends, in ms of the clock. */
export const endOf = (cert: string): number => Date.parse(new X509Certificate(cert).validTo);

/** What the time says against it, in a sentence. */
export function untimely({ variable }: Named, cert: string): string | undefined {
  const { validFrom, validTo } = new X509Certificate(cert);
  if (Date.parse(validTo) <= Date.now()) return `The certificate in ${variable} has expired.`;
  if (Date.parse(validFrom) > Date.now())
    return `The certificate in ${variable} is not valid yet: is the clock right?`;
  return undefined;
}
