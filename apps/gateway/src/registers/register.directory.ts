import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { DisclosureAnswer, Permit, RegisterName } from '#libs/contracts';
import { HttpConfig } from '#libs/service-kit';
import { PermitSigner } from './permit.signer.ts';
import { RegisterClient } from './register.client.ts';
import { RegistersConfig } from './registers.config.ts';

/** The registers this gateway asks, one client each. */
@Injectable()
export class RegisterDirectory implements OnApplicationShutdown {
  private readonly clients: Readonly<Record<RegisterName, RegisterClient>>;

  constructor(config: RegistersConfig, { publicUrl }: HttpConfig) {
    const signer = new PermitSigner(config.permitSigningJwk, publicUrl);
    const client = (name: RegisterName, url: string): RegisterClient =>
      new RegisterClient({ name, url, signer, timeoutMs: config.registerTimeoutMs });
    this.clients = {
      residents: client('residents', config.residentsUrl),
      vehicles: client('vehicles', config.vehiclesUrl),
      business: client('business', config.businessUrl),
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
