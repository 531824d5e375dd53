/**
 * The yardstick: what a NestJS developer writes first. One Fastify route, one TypeORM `findOne` on the same table, no
 * token, no decision, no log, no field selection. `GET /residents/:id` reads the whole record, `GET /some/:id` only the
 * columns that the lookup's fields need. With TLS_CERT_FILE it speaks TLS, and checks the token of each request.
 */
import { readFileSync } from 'node:fs';
import { Controller, Get, Module, NotFoundException, Param } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { Resident } from '../../apps/residents/src/resident.entity.ts';
import { BearerGuard } from './bearer.guard.ts';

@Controller()
class BaselineController {
  constructor(@InjectRepository(Resident) private readonly residents: Repository<Resident>) {}

  @Get('residents/:id')
  async whole(@Param('id') id: string): Promise<Resident> {
    const resident = await this.residents.findOne({ where: { id } });
    if (!resident) throw new NotFoundException();
    return resident;
  }

  @Get('some/:id')
  async some(@Param('id') id: string): Promise<Resident> {
    const select = { familyName: true, givenNames: true, addresses: true } as const;
    const resident = await this.residents.findOne({ where: { id }, select });
    if (!resident) throw new NotFoundException();
    return resident;
  }

  @Get('health/ready')
  ready(): object {
    return { status: 'ready' };
  }
}

@Module({
  imports: [
    TypeOrmModule.forRoot({
      type: 'postgres',
      url: process.env['DATABASE_URL'] ?? '',
      entities: [Resident],
      poolSize: 10,
    }),
    TypeOrmModule.forFeature([Resident]),
  ],
  controllers: [BaselineController],
})
class BaselineModule {}

const {
  TLS_CERT_FILE: cert,
  TLS_KEY_FILE: key,
  ISSUER_URL: issuer = '',
  AUDIENCE: audience = '',
} = process.env;
const https = cert && key ? { cert: readFileSync(cert), key: readFileSync(key) } : null;
const app = await NestFactory.create<NestFastifyApplication>(
  BaselineModule,
  new FastifyAdapter(https ? { https } : {}),
  { logger: ['error', 'warn'] },
);
if (https) app.useGlobalGuards(new BearerGuard(issuer, audience));
await app.listen(Number(process.env['PORT']), '127.0.0.1');
