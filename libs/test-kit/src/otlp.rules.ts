/** A span as a collector got it (opentelemetry-proto, trace/v1), with what tests look at. */
export interface CollectedSpan {
  readonly service: string;
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for the first one of a trace. */
  readonly parentId: string;
  readonly name: string;
  readonly kind: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  readonly startNs: bigint;
  readonly endNs: bigint;
  readonly attributes: Readonly<Record<string, string | number>>;
  /** Spans in other traces to which it leads. */
  readonly links: readonly string[];
  readonly isFailed: boolean;
}

type Field = readonly [number: number, value: Buffer | bigint];

/** The fields of a protobuf message, in their order. */
function* fieldsOf(bytes: Buffer): Generator<Field> {
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++]!;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    const [number, wire] = [tag >> 3, tag & 7];
    if (wire === 0) yield [number, varint()];
    else {
      const length = wire === 1 ? 8 : wire === 5 ? 4 : Number(varint());
      yield [number, bytes.subarray(at, at + length)];
      at += length;
    }
  }
}

const parts = (bytes: Buffer, wanted: number): Buffer[] =>
  [...fieldsOf(bytes)].flatMap(([number, value]) =>
    number === wanted && typeof value !== 'bigint' ? [value] : [],
  );
const part = (bytes: Buffer, wanted: number): Buffer => parts(bytes, wanted)[0] ?? Buffer.alloc(0);
const count = (bytes: Buffer, wanted: number): bigint =>
  ([...fieldsOf(bytes)].find(([number]) => number === wanted)?.[1] as bigint | undefined) ?? 0n;

function attributesOf(bytes: Buffer, field: number): Record<string, string | number> {
  const pairs = parts(bytes, field).map((pair) => {
    const [first] = fieldsOf(part(pair, 2));
    const value = first?.[1] ?? '';
    return [part(pair, 1).toString(), typeof value === 'bigint' ? Number(value) : value.toString()] as const;
  });
  return Object.fromEntries(pairs);
}

const kinds = ['internal', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
const FAILED = 2n;

function spanOf(service: string, bytes: Buffer): CollectedSpan {
  const time = (field: number): bigint => part(bytes, field).readBigUInt64LE();
  return {
    service,
    traceId: part(bytes, 1).toString('hex'),
    spanId: part(bytes, 2).toString('hex'),
    parentId: part(bytes, 4).toString('hex'),
    name: part(bytes, 5).toString(),
    kind: kinds[Number(count(bytes, 6))] ?? 'internal',
    startNs: time(7),
    endNs: time(8),
    attributes: attributesOf(bytes, 9),
    links: parts(bytes, 13).map((link) => part(link, 2).toString('hex')),
    isFailed: count(part(bytes, 15), 3) === FAILED,
  };
}

/** The spans of an `ExportTraceServiceRequest`. */
export const spansOf = (request: Buffer): readonly CollectedSpan[] =>
  parts(request, 1).flatMap((ofResource) => {
    const service = attributesOf(part(ofResource, 1), 1)['service.name'];
    return parts(ofResource, 2).flatMap((ofScope) =>
      parts(ofScope, 2).map((span) => spanOf(String(service), span)),
    );
  });
