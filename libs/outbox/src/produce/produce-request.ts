import type { Protocol } from '#libs/kafka';

/** UNKNOWN_TOPIC_OR_PARTITION, LEADER_NOT_AVAILABLE, NOT_LEADER_OR_FOLLOWER. */
const LEADER_UNSETTLED = [3, 5, 6];

/** The broker did not take a batch; `code` is Kafka's error code. */
export class ProduceRefused extends Error {
  readonly code: number;

  /** True while a partition has no settled leader, as just after its topic was created. */
  get passing(): boolean {
    return LEADER_UNSETTLED.includes(this.code);
  }

  constructor(code: number) {
    super(`Kafka refused a batch with error code ${code}.`);
    this.code = code;
  }
}

const PRODUCE = 0;
/** Since Kafka 2.1. */
const VERSION = 7;
/** Of one partition in the answer: number, error, base offset, append time, log start offset. */
const PARTITION_ANSWER_BYTES = 4 + 2 + 8 + 8 + 8;

/** @param body of a produce request; see {@link Publisher} */
export const produceRequest = (body: Buffer): Protocol => ({
  request: {
    apiKey: PRODUCE,
    apiVersion: VERSION,
    apiName: 'Produce',
    encode: () => Promise.resolve({ buf: body, buffer: body }),
  },
  response: { decode: (answer) => Promise.resolve({ codes: errorCodes(answer) }), parse: refuseErrors },
});

interface Decoded {
  readonly codes?: readonly number[];
}

function refuseErrors({ codes = [] }: Decoded): Promise<void> {
  const refused = codes.find((code) => code !== 0);
  return refused === undefined ? Promise.resolve() : Promise.reject(new ProduceRefused(refused));
}

/** The answer names one topic and the partitions of the request. */
function errorCodes(answer: Buffer): number[] {
  let at = 4;
  at += 2 + answer.readInt16BE(at);
  const partitions = answer.readInt32BE(at);
  at += 4;
  return Array.from({ length: partitions }, (_, index) =>
    answer.readInt16BE(at + index * PARTITION_ANSWER_BYTES + 4),
  );
}
