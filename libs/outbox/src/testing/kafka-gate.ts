import type { Kafka, Producer, ProducerRecord, RecordMetadata } from 'kafkajs';

/**
 * A Kafka whose sends stop at a gate, before or after they reached the broker, so that a test decides what happens
 * to a relay in the middle of a batch. Once opened it stays open.
 */
export class KafkaGate {
  readonly kafka: Kafka;
  /** Sends that came to the gate so far. */
  arrived = 0;
  private readonly opened: Promise<void>;
  private letThrough: () => void = () => undefined;

  constructor(kafka: Kafka, where: 'before sending' | 'after sending') {
    this.opened = new Promise((resolve) => (this.letThrough = resolve));
    const through = async <T>(work: () => Promise<T>): Promise<T> => {
      if (where === 'before sending') await this.wait();
      const done = await work();
      if (where === 'after sending') await this.wait();
      return done;
    };
    this.kafka = Object.assign(Object.create(kafka) as Kafka, {
      producer: (...options: Parameters<Kafka['producer']>): Producer => {
        const producer = kafka.producer(...options);
        return {
          ...producer,
          send: (record: ProducerRecord): Promise<RecordMetadata[]> => through(() => producer.send(record)),
        };
      },
    });
  }

  open(): void {
    this.letThrough();
  }

  private async wait(): Promise<void> {
    this.arrived++;
    await this.opened;
  }
}
