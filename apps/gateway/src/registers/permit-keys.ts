import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { type Checked, keyStore, type SigningKeys } from '#libs/service-kit';
import type { RegistersConfig } from './registers.config.ts';

/** Injection token of the {@link SigningKeys} that sign permits. */
export const PERMIT_KEYS = Symbol('PERMIT_KEYS');

/** @throws Error that names PERMIT_SIGNING_JWK and no part of a key */
export const permitKeys = (config: Pick<RegistersConfig, 'permitSigningJwk'>): Checked<SigningKeys> =>
  keyStore.signing(config, 'permitSigningJwk', config.permitSigningJwk);

/** `GET /internal/v1/permit-keys`: the public keys of permits, for the registers. */
@Injectable()
export class PermitKeysRoute implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    @Inject(PERMIT_KEYS) private readonly keys: SigningKeys,
  ) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    fastify.get('/internal/v1/permit-keys', (_request, reply) =>
      reply.type('application/jwk-set+json').send(JSON.stringify({ keys: this.keys.published() })),
    );
  }
}
