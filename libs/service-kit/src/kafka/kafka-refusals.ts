import { Logger } from '@nestjs/common';
import { type Kafka, withAdmin } from '#libs/kafka';
import { ConnectionRefused } from '../errors/index.ts';
import { refusedTls, type ServerSettings, speaksTls } from '../transport/index.ts';

/** A flood of faults costs one look in this time. */
const PAUSE_MS = 1_000;
/** Of a right that was given meanwhile nobody says so; a client that still lacks it says that again within this time. */
const RIGHT_MS = 60_000;
/** What is refused once may be what somebody typed; what a service lives by is refused again and again. */
const LASTS_MS = 5_000;
const lackOfRight = /(topic|group|cluster|transactional id) authorization failed/i;

const variables = {
  server: 'Kafka',
  address: 'KAFKA_BROKERS',
  mode: 'KAFKA_TLS',
  ca: 'KAFKA_TLS_CA_FILE',
  cert: 'KAFKA_TLS_CERT_FILE',
  serverName: 'KAFKA_TLS_SERVER_NAME',
} as const;

const known = new Map<string, KafkaRefusals>();

/**
 * Whether the brokers refuse this service until somebody changes a setting; brokers that are away are waited for. kafkajs
 * tries for ever and says what it meets in many lines, so with the first of them one connection is made to see what it is.
 */
export class KafkaRefusals {
  private readonly log = new Logger('Kafka');
  private readonly of: ServerSettings;
  private said: string | undefined;
  /** By the sentence: since when each right is asked for in vain, and when last. */
  private readonly lacking = new Map<string, { readonly sinceMs: number; readonly atMs: number }>();
  private lookedAtMs = Number.NEGATIVE_INFINITY;
  private looking: Promise<void> | undefined;

  private constructor(
    private readonly kafka: Kafka,
    showsCertificate: boolean,
    private readonly plain: readonly string[],
  ) {
    this.of = { ...variables, showsCertificate };
  }

  /**
   * One for all clients of the same settings.
   * @param kafka tries once
   * @param plain brokers that are called without TLS
   */
  static of(
    settings: string,
    kafka: Kafka,
    showsCertificate: boolean,
    plain: readonly string[] = [],
  ): KafkaRefusals {
    const made = known.get(settings) ?? new KafkaRefusals(kafka, showsCertificate, plain);
    known.set(settings, made);
    return made;
  }

  /** Some client met a fault. */
  suspect(): void {
    if (performance.now() - this.lookedAtMs > PAUSE_MS) void this.look();
  }

  /** @param reason why a broker refused something, in the words of kafkajs; it may ask again by itself, and in vain */
  hear(reason: string): void {
    const what = lackOfRight.exec(reason)?.[1]?.toLowerCase();
    if (what === undefined) return;
    const sentence = `Kafka takes the account of this service and refuses it a ${what}: give it the rights of docs/events.md, “Who may write and read”.`;
    const atMs = performance.now();
    const known = this.lacking.get(sentence);
    const last = known && atMs - known.atMs < RIGHT_MS ? known : undefined;
    if (!last) this.log.error({ msg: sentence });
    this.lacking.set(sentence, { sinceMs: last?.sinceMs ?? atMs, atMs });
  }

  /** For readiness. @throws ConnectionRefused while it lasts */
  async check(): Promise<void> {
    if (this.said !== undefined) await this.look();
    if (this.said !== undefined) throw new ConnectionRefused(this.said);
    for (const [sentence, { sinceMs, atMs }] of this.lacking)
      if (atMs - sinceMs >= LASTS_MS && performance.now() - atMs < RIGHT_MS)
        throw new ConnectionRefused(sentence);
  }

  private look(): Promise<void> {
    this.lookedAtMs = performance.now();
    this.looking ??= this.connect().finally(() => (this.looking = undefined));
    return this.looking;
  }

  private async connect(): Promise<void> {
    try {
      await withAdmin(this.kafka, (admin) => admin.describeCluster());
      if (this.said !== undefined) this.log.log({ msg: 'Kafka is reached again', was: this.said });
      this.said = undefined;
    } catch (error) {
      const sentence = refusalIn(error, this.of) ?? (await this.wantOfTls());
      if (sentence !== undefined && sentence !== this.said) this.log.error({ msg: sentence });
      this.said = sentence ?? this.said;
    }
  }

  /** A broker that takes TLS alone ends what it does not understand, without a word. */
  private async wantOfTls(): Promise<string | undefined> {
    for (const broker of this.plain) {
      const { hostname, port } = new URL(`kafka://${broker}`);
      if (await speaksTls(hostname, Number(port)))
        return `${this.of.mode} has to be "on": ${this.of.server} takes encrypted connections alone.`;
    }
    return undefined;
  }
}

/** For readiness: that of every set of brokers which this process uses. */
export async function checkKafka(): Promise<void> {
  await Promise.all([...known.values()].map((refusals) => refusals.check()));
}

function refusalIn(fault: unknown, of: ServerSettings): string | undefined {
  for (let error = fault; error instanceof Error; error = error.cause) {
    if (error.name === 'KafkaJSSASLAuthenticationError')
      return 'KAFKA_USERNAME, KAFKA_PASSWORD: Kafka does not take the user or the password.';
    const sentence = refusedTls(error, of);
    if (sentence !== undefined) return sentence;
  }
  return undefined;
}
