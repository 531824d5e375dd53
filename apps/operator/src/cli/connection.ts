import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CliFailure, OperatorClient, type Send } from './operator.client.ts';

export interface ConnectionOptions {
  readonly url?: string;
  readonly token?: string;
  /** Login of an operator of the local stack (`olga`, `paul`), or a client id. */
  readonly as: string;
}

/** An access token of the local stack, by login or client id; a failure's text is for the person at the command line. */
export type LogIn = (name: string) => Promise<string>;

/** Where the local stack is, and how it is reached. */
export interface LocalWay {
  /** Folder of the local stack, `.local` unless told otherwise; read only when something is missing. */
  readonly home: string;
  readonly logIn?: LogIn;
  readonly fetch?: Send;
}

/** The part of `.local/endpoints.json` that is used here. */
interface Endpoints {
  readonly apps: Readonly<Record<string, string>>;
}

/**
 * A client of the named service, or of the local stack.
 * @throws CliFailure when neither says where the service is or who asks
 */
export function connect(
  { url, token, as }: ConnectionOptions,
  { home, logIn, fetch: send }: LocalWay,
): OperatorClient {
  if (url !== undefined && token !== undefined) return new OperatorClient(trimmed(url), bearer(token), send);
  const endpoints = readEndpoints(home);
  const address = trimmed(url ?? endpoints.apps['operator'] ?? '');
  if (token !== undefined) return new OperatorClient(address, bearer(token), send);
  if (logIn === undefined) throw new CliFailure('Give --token: operators log in elsewhere.');
  let login: { readonly token: Promise<string>; readonly until: number } | undefined;
  const authorise = async () => {
    if (login === undefined || Date.now() > login.until) {
      login = { token: logIn(as), until: Date.now() + TOKEN_USED_MS };
    }
    try {
      return { authorization: `Bearer ${await login.token}` };
    } catch (error) {
      login = undefined;
      const reason = error instanceof Error ? error.message : 'no reason given';
      throw new CliFailure(`${as} got no token: ${reason}. Is the local stack running (npm start)?`);
    }
  };
  return new OperatorClient(address, authorise, send);
}

/** Less than the 300 s of its life. */
const TOKEN_USED_MS = 240_000;

const bearer = (token: string) => () => Promise.resolve({ authorization: `Bearer ${token}` });

const trimmed = (url: string): string => url.replace(/\/+$/, '');

function readEndpoints(home: string): Endpoints {
  const file = join(resolve(home), 'endpoints.json');
  if (!existsSync(file))
    throw new CliFailure(
      'The local stack has not been started here: run npm start, or give --url and --token.',
    );
  return JSON.parse(readFileSync(file, 'utf8')) as Endpoints;
}
