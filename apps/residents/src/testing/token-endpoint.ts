import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { calculateJwkThumbprint, decodeProtectedHeader } from 'jose';
import { scopes } from '#libs/contracts';
import type { RunningRegister } from '#libs/register-kit-testing';

/** Gives each client tokens for the register that it calls, bound to the key of its proof. */
export class TokenEndpoint {
  private readonly called = new Map<string, () => RunningRegister>();
  private readonly server: Server = createServer((request, response) => {
    void request.toArray().then(async (chunks) => {
      const form = new URLSearchParams(Buffer.concat(chunks as Buffer[]).toString());
      const body = await this.token(form.get('client_id') ?? '', request.headers['dpop'] as string);
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });

  async start(): Promise<this> {
    await new Promise<void>((resolve) => {
      this.server.listen(0, '127.0.0.1', resolve);
    });
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/token`;
  }

  calls(client: string, register: () => RunningRegister): void {
    this.called.set(client, register);
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => {
      this.server.close(() => resolve());
    });
  }

  private async token(client: string, proof: string): Promise<object> {
    const jkt = await calculateJwkThumbprint(decodeProtectedHeader(proof).jwk!);
    const register = this.called.get(client)!();
    const { authorization = '' } = await register.machine(client, {
      scope: scopes.residentsFeedback,
      cnf: { jkt },
    });
    return { access_token: authorization.slice('Bearer '.length), token_type: 'DPoP', expires_in: 300 };
  }
}
