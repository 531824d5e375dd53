import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { type KafkaLogin, kafkaClient } from './client.ts';
import { bytesOf, clusterOf, type Protocol } from './cluster.ts';

/** AlterUserScramCredentials (KIP-554), version 0. */
const API_KEY = 51;
const SCRAM_SHA_512 = 2;
/** The least that Kafka takes; what is protected here are 24 random bytes, not a word that somebody chose. */
const ITERATIONS = 4096;

const int8 = (value: number): Buffer => Buffer.from([value]);
/** Below 128 everything fits in one byte of a variable-length number. */
const compact = (bytes: Buffer | string): Buffer =>
  Buffer.concat([int8(Buffer.byteLength(bytes) + 1), Buffer.from(bytes)]);
const NOTHING = int8(0);

function upsertion([name, password]: readonly [string, string]): Buffer {
  const salt = randomBytes(32);
  const iterations = Buffer.alloc(4);
  iterations.writeInt32BE(ITERATIONS);
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 64, 'sha512');
  return Buffer.concat([
    ...[compact(name), int8(SCRAM_SHA_512), iterations],
    ...[compact(salt), compact(salted), NOTHING],
  ]);
}

/** Error code of each user; the answer begins with the header's tags and the throttle time. */
function errorCodes(answer: Buffer): readonly number[] {
  let at = 1 + 4;
  const count = answer.readUInt8(at++) - 1;
  return Array.from({ length: count }, () => {
    at += answer.readUInt8(at);
    const code = answer.readInt16BE(at);
    at += 2;
    // The text is absent where its length says 0.
    at += Math.max(1, answer.readUInt8(at));
    at += 1;
    return code;
  });
}

function requestOf(passwords: Readonly<Record<string, string>>): Protocol {
  const users = Object.entries(passwords);
  const body = Buffer.concat([
    ...[NOTHING, int8(1), int8(users.length + 1)],
    ...users.map(upsertion),
    NOTHING,
  ]);
  return {
    request: {
      apiKey: API_KEY,
      apiVersion: 0,
      apiName: 'AlterUserScramCredentials',
      encode: bytesOf(body),
    },
    response: {
      decode: (answer: Buffer) => Promise.resolve({ codes: errorCodes(answer) }),
      parse: (decoded) => {
        const { codes } = decoded as { codes: readonly number[] };
        const refused = codes.find((code) => code !== 0);
        if (refused !== undefined) throw new Error(`Kafka refused an account with error code ${refused}.`);
        return Promise.resolve();
      },
    },
  };
}

/** Gives every user a password for SCRAM-SHA-512, a new one or again the same. */
export async function setScramPasswords(
  admin: KafkaLogin,
  passwords: Readonly<Record<string, string>>,
): Promise<void> {
  const cluster = clusterOf(kafkaClient(admin, 'einmal-local'));
  try {
    await cluster.connect();
    await cluster.refreshMetadata();
    const controller = await cluster.findControllerBroker();
    await controller.connectionPool.send(requestOf(passwords));
  } finally {
    await cluster.disconnect();
  }
}
