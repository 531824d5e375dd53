import type { OnApplicationShutdown } from '@nestjs/common';
import type { DisclosureAnswer, Permit, RegisterName } from '#libs/contracts';
import { PermitSigner } from './permit.signer.ts';
import { RegisterClient } from './register.client.ts';

export interface RegisterDirectoryOptions {
  /** Private Ed25519 key as JWK JSON. */
  readonly signingJwk: string;
  readonly issuer: string;
  readonly timeoutMs: number;
  readonly urls: Readonly<Record<RegisterName, string>>;
}

/** The registers this gateway asks, one client each. */
export class RegisterDirectory implements OnApplicationShutdown {
  private readonly clients: Readonly<Record<RegisterName, RegisterClient>>;

  constructor({ signingJwk, issuer, timeoutMs, urls }: RegisterDirectoryOptions) {
    const signer = new PermitSigner(signingJwk, issuer);
    const client = (name: RegisterName): RegisterClient =>
      new RegisterClient({ name, url: urls[name], signer, timeoutMs });
    this.clients = {
      residents: client('residents'),
      vehicles: client('vehicles'),
      business: client('business'),
    };
  }

  /** See {@link RegisterClient.disclose}. */
  disclose(register: RegisterName, permit: Permit): Promise<DisclosureAnswer> {
    return this.clients[register].disclose(permit);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(Object.values(this.clients).map((client) => client.close()));
  }
}
