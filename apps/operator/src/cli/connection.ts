import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fetchWith, StartRefused } from '#libs/service-kit';
import { CliFailure, OperatorClient, type Send } from './operator.client.ts';

export interface ConnectionOptions {
  readonly url?: string;
  readonly token?: string;
  /** Login of an operator of the local stack (`olga`, `paul`), or a client id. */
  readonly as: string;
  /** PEM files: who signed the service's certificate, and the one that the token is bound to, with its key. */
  readonly ca?: string;
  readonly cert?: string;
  readonly certKey?: string;
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
  { url, token, as, ...files }: ConnectionOptions,
  { home, logIn, fetch: local }: LocalWay,
): OperatorClient {
  const send = sendWith(files) ?? local;
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

/** @throws CliFailure naming the option that is wrong */
function sendWith(files: Pick<ConnectionOptions, 'ca' | 'cert' | 'certKey'>): Send | undefined {
  const { ca, cert, certKey: key } = files;
  const given = [
    ['ca', '--ca', ca],
    ['cert', '--cert', cert],
    // Not `--key`: commands have one that names the key of an event.
    ['key', '--cert-key', key],
  ] as const;
  const named = given.flatMap(([part, variable, file]) =>
    file === undefined ? [] : [[part, { variable, file }] as const],
  );
  try {
    return fetchWith(Object.fromEntries(named));
  } catch (error) {
    throw error instanceof StartRefused ? new CliFailure(error.message) : error;
  }
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
