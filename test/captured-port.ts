import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** TLS records begin so (RFC 8446 §5.1): a handshake, of any version. */
const HANDSHAKE = Buffer.from([0x16, 0x03]);
/** By which a client asks PostgreSQL for TLS, and says nothing else before it has the answer (SSLRequest). */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

/** Stands before a port of this machine, hands everything on, and keeps what it saw, in both directions. */
export class CapturedPort {
  private readonly sockets = new Set<Socket>();
  private readonly seen: Buffer[] = [];
  private readonly firstBytes: Buffer[] = [];

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async before(target: number): Promise<CapturedPort> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const capture = new CapturedPort(server, (server.address() as AddressInfo).port);
    server.on('connection', (caller: Socket) => capture.handOn(caller, connect(target, '127.0.0.1')));
    return capture;
  }

  get connections(): number {
    return this.firstBytes.length;
  }

  /** Whether each connection began as TLS does, at PostgreSQL after asking for it. */
  get beganEncrypted(): boolean {
    const asked = (bytes: Buffer): boolean => bytes.subarray(0, SSL_REQUEST.length).equals(SSL_REQUEST);
    const rest = this.firstBytes.map((bytes) => (asked(bytes) ? bytes.subarray(SSL_REQUEST.length) : bytes));
    return rest.every((bytes) =>
      bytes.subarray(0, HANDSHAKE.length).equals(HANDSHAKE.subarray(0, bytes.length)),
    );
  }

  /** Which of the texts went by. */
  shown(texts: readonly string[]): readonly string[] {
    const bytes = Buffer.concat(this.seen);
    return texts.filter((text) => bytes.includes(text));
  }

  async close(): Promise<void> {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await once(this.server, 'close');
  }

  private handOn(caller: Socket, called: Socket): void {
    const at = this.firstBytes.push(Buffer.alloc(0)) - 1;
    caller.on('data', (bytes: Buffer) => {
      const known = this.firstBytes[at] ?? Buffer.alloc(0);
      if (known.length < SSL_REQUEST.length + HANDSHAKE.length)
        this.firstBytes[at] = Buffer.concat([known, bytes]);
    });
    for (const [from, to] of [
      [caller, called],
      [called, caller],
    ] as const) {
      this.sockets.add(from);
      from.on('data', (bytes: Buffer) => this.seen.push(bytes));
      from.on('error', () => to.destroy());
      from.on('close', () => this.sockets.delete(from));
      from.pipe(to);
    }
  }
}
