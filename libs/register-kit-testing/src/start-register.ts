import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  actsFor,
  type Register,
  type RegisterConfig,
  RegisterModule,
  type RegisterRecord,
} from '#libs/register-kit';
import { databaseModule, ProblemFilter } from '#libs/service-kit';
import { databaseConfig } from '#libs/test-kit';

/** The register's module on a real server object and a real database, without a port and without a relay. */
export async function startRegister<T extends RegisterRecord>(
  register: Register<T>,
  config: RegisterConfig,
  databaseUrl: string,
): Promise<NestFastifyApplication> {
  class Contract {}
  const module = {
    module: Contract,
    imports: [
      databaseModule(
        databaseConfig(databaseUrl, 12),
        register.name,
        [register.entity],
        actsFor(register, config.registerAuthorities),
      ),
      RegisterModule.for(register, config),
    ],
  };
  const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), {
    logger: false,
    abortOnError: false,
  });
  app.useGlobalFilters(new ProblemFilter('http://register.test/problems/'));
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}
