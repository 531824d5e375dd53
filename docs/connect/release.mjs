/**
 * The encryption key of an authority, and what is released to it: `node docs/connect/release.mjs new key.json` makes a key
 * pair and prints its public half for PUT /v1/encryption-key; `… open key.json` reads a release, a compact JWE (RFC 7516;
 * ECDH-ES+A256KW, A256GCM), and prints what it holds. With node:crypto alone, to be read; any JOSE library does the same.
 */
import {
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  randomBytes,
} from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const ALG = 'ECDH-ES+A256KW';
const ENC = 'A256GCM';
const bytes = (text) => Buffer.from(text, 'base64url');
const json = (text) => JSON.parse(bytes(text).toString('utf8'));

function newKey(file) {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { d, ...jwk } = privateKey.export({ format: 'jwk' });
  const kid = `releases-${new Date().toISOString().slice(0, 10)}-${randomBytes(3).toString('hex')}`;
  const use = { use: 'enc', alg: ALG, kid };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...jwk, d, ...use }), { mode: 0o600 });
  return JSON.stringify({ ...jwk, ...use });
}

const counted = (text) => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(Buffer.byteLength(text));
  return Buffer.concat([length, Buffer.from(text)]);
};

/** RFC 7518 §4.6.2: one round of Concat KDF, because the key that wraps is as long as a hash. */
function wrappingKey(privateKey, epk) {
  const publicKey = createPublicKey({ key: epk, format: 'jwk' });
  const [round, bits] = [Buffer.from('00000001', 'hex'), Buffer.from('00000100', 'hex')];
  const info = [counted(ALG), counted(''), counted(''), bits];
  return createHash('sha256')
    .update(Buffer.concat([round, diffieHellman({ privateKey, publicKey }), ...info]))
    .digest();
}

function open(jwe, file) {
  const [head, wrapped, iv, content, tag] = jwe.trim().split('.');
  const { alg, enc, epk } = json(head);
  if (alg !== ALG || enc !== ENC) throw new Error(`not a release: ${alg}, ${enc}`);
  const privateKey = createPrivateKey({ key: JSON.parse(readFileSync(file, 'utf8')), format: 'jwk' });
  const unwrap = createDecipheriv('id-aes256-wrap', wrappingKey(privateKey, epk), Buffer.alloc(8, 0xa6));
  const key = Buffer.concat([unwrap.update(bytes(wrapped)), unwrap.final()]);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes(iv))
    .setAAD(Buffer.from(head))
    .setAuthTag(bytes(tag));
  return decipher.update(bytes(content), undefined, 'utf8') + decipher.final('utf8');
}

const [task, file] = process.argv.slice(2);
if (file === undefined || !['new', 'open'].includes(task)) {
  console.error('Usage: node docs/connect/release.mjs new key.json | open key.json < release');
  process.exitCode = 2;
} else console.log(task === 'new' ? newKey(file) : open(readFileSync(0, 'utf8'), file));
