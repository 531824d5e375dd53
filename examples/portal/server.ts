/** The HTTP of the portal: who has no login is sent to it, pages are never kept, and a refusal is a line of text. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Problem } from '@einmal/client';
import { html, type Html } from './html.ts';
import type { Logins, Session } from './session.ts';

/** @param page what a visitor with a login is shown */
export function serve(
  port: number,
  logins: Logins,
  page: (request: IncomingMessage, address: URL, session: Session) => Promise<Html>,
): void {
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      const problem = error instanceof Problem ? error : undefined;
      if (!problem) console.error(error);
      response.writeHead(problem?.status ?? 500, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(problem?.detail ?? 'Something went wrong.');
    });
  });
  const origin = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const address = new URL(request.url ?? '/', origin());
    const session = logins.of(request);
    if (session && address.pathname === '/callback') {
      await logins.complete(session, address);
      return void response.writeHead(303, { location: '/' }).end();
    }
    if (!session?.refreshToken)
      return void response.writeHead(303, await logins.begin(`${origin()}/callback`)).end();
    const body = await page(request, address, session);
    const safely = { 'cache-control': 'no-store', 'content-security-policy': "default-src 'none'" };
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...safely });
    response.end(html`<!doctype html><title>Portal</title>${body}`.text);
  }

  server.listen(port, '127.0.0.1', () => console.log(`The portal is at ${origin()}`));
}
