import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A way to PostgreSQL on which a test can keep answers back that the server has already given. */
export class PostgresGate {
  readonly url: string;
  private readonly held: (() => void)[] = [];
  private holding: (() => void) | undefined;

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {
    const url = new URL(target);
    url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.url = url.href;
    server.on('connection', (near) => this.relay(near));
  }

  static async open(databaseUrl: string): Promise<PostgresGate> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new PostgresGate(server, new URL(databaseUrl));
  }

  /** Resolves when an answer has come and is kept back. */
  holdAnswers(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.holding = resolve;
    return promise;
  }

  letGo(): void {
    this.holding = undefined;
    for (const goOn of this.held.splice(0)) goOn();
  }

  close(): void {
    this.server.close();
  }

  private relay(near: Socket): void {
    const far = connect(Number(this.target.port), this.target.hostname);
    near.pipe(far);
    far.on('data', (answer: Buffer) => {
      if (!this.holding) return void near.write(answer);
      this.held.push(() => near.write(answer));
      this.holding();
    });
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      socket.on('error', () => undefined);
      socket.once('close', () => other.destroy());
    }
  }
}
