import { generateKeyPairSync, sign } from 'node:crypto';

/** DER, as much as a certificate needs of it (RFC 5280). */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}

const [INTEGER, BIT_STRING, OCTET_STRING, OID, UTF8, TIME, SEQUENCE, SET] = [
  ...[0x02, 0x03, 0x04, 0x06, 0x0c, 0x17, 0x30, 0x31],
] as [number, number, number, number, number, number, number, number];
const oid = (hex: string): Buffer => der(OID, Buffer.from(hex, 'hex'));
const ecdsaWithSha256 = der(SEQUENCE, oid('2a8648ce3d040302'));
const TRUE = Buffer.from([0x01, 0x01, 0xff]);

const extension = (id: string, ...value: readonly Buffer[]): Buffer =>
  der(SEQUENCE, oid(id), der(OCTET_STRING, der(SEQUENCE, ...value)));

const pem = (label: string, bytes: Buffer): string =>
  `-----BEGIN ${label}-----\n${bytes.toString('base64')}\n-----END ${label}-----\n`;

/** A key, and a certificate of its own for a name. */
export function aSelfSigned(name: string): { readonly cert: string; readonly key: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const commonName = der(SEQUENCE, der(SET, der(SEQUENCE, oid('550403'), der(UTF8, Buffer.from(name)))));
  const [from, to] = ['260101000000Z', '490101000000Z'].map((time) => der(TIME, Buffer.from(time)));
  const body = der(
    SEQUENCE,
    der(0xa0, der(INTEGER, Buffer.from([2]))),
    der(INTEGER, Buffer.from([1])),
    ecdsaWithSha256,
    commonName,
    der(SEQUENCE, from as Buffer, to as Buffer),
    commonName,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(SEQUENCE, extension('551d13', TRUE), extension('551d11', der(0x82, Buffer.from(name))))),
  );
  const signature = der(BIT_STRING, Buffer.from([0]), sign('sha256', body, privateKey));
  return {
    cert: pem('CERTIFICATE', der(SEQUENCE, body, ecdsaWithSha256, signature)),
    key: pem('PRIVATE KEY', privateKey.export({ type: 'pkcs8', format: 'der' })),
  };
}
