import { connect, type Socket } from 'node:net';
import { type Kafka, kafkaClient } from '#libs/kafka';

/** First two bytes after the length of a request: Produce (Kafka protocol, "API keys"). */
const PRODUCE = 0;

/**
 * A Kafka client whose produce requests stop at a gate, before they are sent or before their answer is read, so that
 * a test decides what happens to a relay in the middle of a batch. Once opened the gate stays open.
 */
export class KafkaGate {
  readonly kafka: Kafka;
  /** Produce requests that came to the gate so far. */
  arrived = 0;
  private isOpen = false;
  private readonly waiting: (() => void)[] = [];

  constructor(brokers: string, where: 'before sending' | 'before the answer') {
    this.kafka = kafkaClient(brokers, 'kafka-gate', {
      retry: { retries: 1 },
      socketFactory: ({ host, port, onConnect }) => {
        const socket = connect({ host, port, noDelay: true }, onConnect);
        return where === 'before sending' ? this.holdWrites(socket) : this.holdAnswers(socket);
      },
    });
  }

  open(): void {
    this.isOpen = true;
    for (const goOn of this.waiting.splice(0)) goOn();
  }

  private holdWrites(socket: Socket): Socket {
    const write = socket.write.bind(socket);
    return Object.assign(socket, {
      write: (data: Buffer): boolean => {
        if (!this.holds(data)) return write(data);
        this.waiting.push(() => write(data));
        return true;
      },
    });
  }

  private holdAnswers(socket: Socket): Socket {
    const write = socket.write.bind(socket);
    return Object.assign(socket, {
      write: (data: Buffer): boolean => {
        if (this.holds(data)) {
          socket.pause();
          this.waiting.push(() => socket.resume());
        }
        return write(data);
      },
    });
  }

  private holds(data: Buffer): boolean {
    if (data.readInt16BE(4) !== PRODUCE) return false;
    this.arrived++;
    return !this.isOpen;
  }
}
