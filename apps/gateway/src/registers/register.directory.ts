import { Injectable } from '@nestjs/common';
import type { AnsweredPermits, DisclosureAnswer, Permit, RegisterName } from '#libs/contracts';
import { Background, HttpConfig } from '#libs/service-kit';
import { PermitSigner } from './permit.signer.ts';
import { RegisterClient } from './register.client.ts';
import { RegistersConfig } from './registers.config.ts';

/** The registers this gateway asks, one client each. */
@Injectable()
export class RegisterDirectory {
  private readonly clients: Readonly<Record<RegisterName, RegisterClient>>;

  constructor(config: RegistersConfig, { publicUrl }: HttpConfig, background: Background) {
    const signer = new PermitSigner(config.permitSigningJwk, publicUrl);
    const client = (name: RegisterName, url: string): RegisterClient =>
      new RegisterClient({ name, url, signer, timeoutMs: config.registerTimeoutMs });
    this.clients = {
      residents: client('residents', config.residentsUrl),
      vehicles: client('vehicles', config.vehiclesUrl),
      business: client('business', config.businessUrl),
    };
    for (const each of Object.values(this.clients)) background.addLast({ stop: () => each.close() });
  }

  /** See {@link RegisterClient.disclose}. */
  disclose(register: RegisterName, permit: Permit): Promise<DisclosureAnswer> {
    return this.clients[register].disclose(permit);
  }

  /** See {@link RegisterClient.answered}. */
  answered(register: RegisterName, decisionIds: readonly string[]): Promise<AnsweredPermits['answered']> {
    return this.clients[register].answered(decisionIds);
  }
}
