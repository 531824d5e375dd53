import { Injectable } from '@nestjs/common';
import {
  type AnsweredPermits,
  type DisclosureAnswer,
  type Permit,
  type RegisterName,
  ofEachRegister,
} from '#libs/contracts';
import { Background, HttpConfig } from '#libs/service-kit';
import { PermitSigner } from './permit.signer.ts';
import { RegisterClient } from './register.client.ts';
import { RegistersConfig } from './registers.config.ts';

/** The registers this gateway asks, one client for each of their processes. */
@Injectable()
export class RegisterDirectory {
  private readonly clients: Readonly<Record<RegisterName, readonly RegisterClient[]>>;

  constructor(config: RegistersConfig, { publicUrl }: HttpConfig, background: Background) {
    const signer = new PermitSigner(config.permitSigningJwk, publicUrl);
    const client = (name: RegisterName, url: string): RegisterClient =>
      new RegisterClient({ name, url, signer, timeoutMs: config.registerTimeoutMs });
    this.clients = ofEachRegister((name) => config.registers[name].map(({ url }) => client(name, url)));
    for (const each of Object.values(this.clients).flat()) background.addLast({ stop: () => each.close() });
  }

  /** See {@link RegisterClient.disclose}. */
  disclose(register: RegisterName, permit: Permit): Promise<DisclosureAnswer> {
    return this.first(register).disclose(permit);
  }

  /** See {@link RegisterClient.answered}. */
  answered(register: RegisterName, decisionIds: readonly string[]): Promise<AnsweredPermits['answered']> {
    return this.first(register).answered(decisionIds);
  }

  private first(register: RegisterName): RegisterClient {
    return this.clients[register][0]!;
  }
}
