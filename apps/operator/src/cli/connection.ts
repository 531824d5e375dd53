import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ClientCredentials, TokenUnavailable } from '#libs/service-kit';
import { CliFailure, OperatorClient } from './operator.client.ts';

export interface ConnectionOptions {
  readonly url?: string;
  readonly token?: string;
  /** `olga` or `paul`, or a client id. */
  readonly as: string;
}

/** The part of `.local/endpoints.json` that is used here. */
interface Endpoints {
  readonly issuer: string;
  readonly apps: Readonly<Record<string, string>>;
  readonly clients: Readonly<
    Record<
      string,
      { readonly privateJwk: object; readonly scopes: readonly string[]; readonly audience: string }
    >
  >;
}

/**
 * A client of the named service, or of the local stack.
 * @param home folder of the local stack, `.local` unless told otherwise; read only when something is missing
 * @throws CliFailure when neither says where the service is or who asks
 */
export function connect({ url, token, as }: ConnectionOptions, home: string): OperatorClient {
  if (url !== undefined && token !== undefined) return new OperatorClient(trimmed(url), bearer(token));
  const endpoints = readEndpoints(home);
  const address = trimmed(url ?? endpoints.apps['operator'] ?? '');
  if (token !== undefined) return new OperatorClient(address, bearer(token));
  const clientId = endpoints.clients[as] ? as : `operator-${as}`;
  const client = endpoints.clients[clientId];
  if (!client) throw new CliFailure(`There is no operator "${as}": use --as olga or --as paul.`);
  const credentials = new ClientCredentials({
    issuerUrl: endpoints.issuer,
    clientId,
    clientJwk: JSON.stringify(client.privateJwk),
    audience: client.audience,
    scope: client.scopes.join(' '),
  });
  return new OperatorClient(address, async (method, target) => {
    try {
      return await credentials.headers(method, target);
    } catch (error) {
      if (!(error instanceof TokenUnavailable)) throw error;
      throw new CliFailure(
        `${clientId} got no token: ${error.reason}. Is the local stack running (npm start)?`,
      );
    }
  });
}

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
