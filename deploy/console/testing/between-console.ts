import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Operator } from '#libs/client';
import { ConsoleStand } from './console-stand.ts';

/** Stands between a console and its operator service. */
export class BetweenConsole {
  /** What the service remembers: by itself it has nothing to draw for a minute. */
  points: readonly Operator.StreamHistoryPoint[] = [];
  /** How often it was asked for them. */
  asked = 0;
  /** Steps are taken, and nobody is told. */
  losesAnswers = false;
  private started?: ConsoleStand;
  private readonly server: Server = createServer((asked, answer) => {
    const { url = '/', method, headers } = asked;
    if (url === '/v1/streams/history') {
      this.asked += 1;
      const points = JSON.stringify({ points: this.points });
      return void answer.writeHead(200, { 'content-type': 'application/json' }).end(points);
    }
    const passed = request(this.stand.operator.url + url, { method, headers }, (response) => {
      if (this.losesAnswers && method === 'POST')
        return void response.resume().on('end', () => answer.destroy());
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    asked.pipe(passed);
  });

  static async start(): Promise<BetweenConsole> {
    const told = new BetweenConsole();
    told.server.listen(0, '127.0.0.1');
    await once(told.server, 'listening');
    const { port } = told.server.address() as AddressInfo;
    told.started = await ConsoleStand.start({}, `http://127.0.0.1:${port}`);
    return told;
  }

  async stop(): Promise<void> {
    await this.stand.stop();
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  get stand(): ConsoleStand {
    return this.started!;
  }
}

/** So many events behind at half minutes after 12:00 in Berlin. */
export const pointAt = (halfMinutes: number, lagEvents: number): Operator.StreamHistoryPoint => ({
  at: new Date(Date.parse('2026-11-30T11:00:00Z') + halfMinutes * 30_000).toISOString(),
  ...{ lagEvents, lagSeconds: 0, eventsPerSecond: 1 },
});
