import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** Stands before a port of this machine and hands everything on, except answers that are to be lost: it cuts those connections. */
export class LossyPort {
  private readonly sockets = new Set<Socket>();
  private loses: RegExp | undefined;
  private left = 0;

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async before(target: number): Promise<LossyPort> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const lossy = new LossyPort(server, (server.address() as AddressInfo).port);
    server.on('connection', (caller: Socket) => lossy.handOn(caller, connect(target, '127.0.0.1')));
    return lossy;
  }

  /** While something runs, the answers to so many requests that begin so are lost: each was made, and none arrives. */
  async losing<T>(most: number, requests: RegExp, work: () => Promise<T>): Promise<T> {
    [this.loses, this.left] = [requests, most];
    const result = await work().finally(() => (this.loses = undefined));
    if (this.left > 0) throw new Error(`${this.left} answers were not lost.`);
    return result;
  }

  async close(): Promise<void> {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await once(this.server, 'close');
  }

  private handOn(caller: Socket, called: Socket): void {
    let isToLose = false;
    caller.on('data', (bytes: Buffer) => {
      isToLose ||= this.left > 0 && this.loses?.test(bytes.toString('latin1')) === true;
      called.write(bytes);
    });
    called.on('data', (bytes: Buffer) => {
      if (!isToLose) return void caller.write(bytes);
      if (!caller.destroyed) this.left -= 1;
      caller.destroy();
    });
    for (const [from, to] of [
      [caller, called],
      [called, caller],
    ] as const) {
      this.sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
    }
  }
}
