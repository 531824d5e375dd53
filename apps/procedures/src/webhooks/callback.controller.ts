import { Controller, Get, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { type AccessClaims, actorOf, nameOf, scopes } from '#libs/contracts';
import { Caller, Refuses, RefusesIdempotencyKey, Scopes } from '#libs/service-kit';
import { ReceiverStore } from '#libs/webhooks';
import { AuthorityClientsConfig, keeperOf } from '../authorities/index.ts';
import { CallbackDto, CallbackSecretDto } from './callback.dto.ts';
import { CallbackUnknown } from './callback.errors.ts';

/** A receiver gets as long to take over a new secret. */
const OVERLAP_MS = 24 * 3_600_000;

const noteSql =
  'insert into callback_renewal (id, authority, client, iss, caller) values ($1, $2, $3, $4, $5)';

@ApiTags('webhooks')
@Scopes(scopes.proceduresSystem)
@Controller('v1/callback')
export class CallbackController {
  constructor(
    private readonly receivers: ReceiverStore,
    private readonly config: AuthorityClientsConfig,
    private readonly source: DataSource,
  ) {}

  @Get()
  @ApiOperation({ summary: "How your authority's own system is told" })
  @ApiOkResponse({ type: CallbackDto })
  async mine(@Caller() { authority = '' }: AccessClaims): Promise<CallbackDto> {
    const url = this.config.callbacks?.get(authority);
    const [row] = await this.receivers.list([authority]);
    return {
      ...(url !== undefined && { url }),
      isSigned: row !== undefined && row.secrets.length > 0,
      failures: row?.failures ?? 0,
      ...(row?.disabled && { disabledBecause: row.disabled }),
    };
  }

  @Post('secrets')
  @Refuses('callback-unknown', 'idempotency-key-refused')
  @RefusesIdempotencyKey()
  @ApiOperation({
    summary: 'Make the secret that signs what is sent',
    description: 'The one before stays good for a day. It also ends a pause, and sends what waits.',
  })
  @ApiCreatedResponse({ type: CallbackSecretDto })
  async renew(@Caller() caller: AccessClaims): Promise<CallbackSecretDto> {
    const { authority = '', clientId, person } = caller;
    const isOfToday = keeperOf(authority) === authority;
    if (!isOfToday || this.config.callbacks?.has(authority) !== true) throw new CallbackUnknown();
    const noted = [v7(), authority, clientId, person?.iss, nameOf(actorOf(caller))];
    await this.source.query(noteSql, noted);
    const { secret } = await this.receivers.rotate(authority, OVERLAP_MS);
    await this.receivers.activate(authority);
    return { secret };
  }
}
