import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** Sends bytes as they are and reads until the other side closes: what no HTTP client would let through. */
export async function rawExchange(url: string, ...parts: readonly (string | Buffer)[]): Promise<RawAnswer> {
  const socket = open(url);
  for (const part of parts) socket.write(part);
  return answerOn(socket);
}

/** Sends the head, and then a blank every few milliseconds for as long as the other side takes it. */
export async function drippingExchange(url: string, head: string, everyMs = 20): Promise<RawAnswer> {
  const socket = open(url);
  socket.write(head);
  // sleeps: a slow sender is slow in time
  const drip = setInterval(() => socket.writable && socket.write(' '), everyMs);
  return answerOn(socket).finally(() => clearInterval(drip));
}

function open(url: string): Socket {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  return socket.on('error', () => undefined);
}

async function answerOn(socket: Socket): Promise<RawAnswer> {
  let answer = '';
  socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
  // Whoever sends on to a closed connection gets a reset after the answer.
  await new Promise((resolve) => socket.once('close', resolve));
  const end = answer.indexOf('\r\n\r\n');
  const [head, body] = [answer.slice(0, end), answer.slice(end + 4)];
  return { status: Number(head.split(' ', 2)[1]), head: head.toLowerCase(), body };
}

/** Status and code of an answer that is a problem document by all its signs, else what it is instead. */
export function problemOf({ status, head, body }: RawAnswer): readonly unknown[] {
  const signs = ['content-type: application/problem+json', 'cache-control: no-store'];
  const missing = signs.filter((line) => !head.includes(`\r\n${line}`));
  if (missing.length > 0) return [status, 'no problem', missing, head, body];
  const problem = JSON.parse(body) as { readonly status: number; readonly code: string };
  return problem.status === status ? [status, problem.code] : [status, 'another status', problem.status];
}
