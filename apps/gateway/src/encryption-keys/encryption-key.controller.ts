import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type AccessClaims, scopes } from '#libs/contracts';
import { Caller, Refuses, Scopes } from '#libs/service-kit';
import { standingRefusals } from '../policy/index.ts';
import { EncryptionJwkDto, EncryptionKeyDto } from './encryption-key.dto.ts';
import { EncryptionKeys } from './encryption-keys.service.ts';

@ApiTags('releases')
@Scopes(scopes.lookup)
@Refuses(...standingRefusals)
@Controller('v1/encryption-key')
export class EncryptionKeyController {
  constructor(private readonly keys: EncryptionKeys) {}

  @Put()
  @Refuses('encryption-key-unsuitable')
  @ApiOperation({
    summary: 'Register the key to which releases for my authority are encrypted for my client',
    description:
      'Of each client the one registered last is used from now on; those of other clients of the authority go on. Keep the one before for as long as releases wait: they are not encrypted anew.',
  })
  @ApiOkResponse({ type: EncryptionKeyDto })
  register(@Body() jwk: EncryptionJwkDto, @Caller() caller: AccessClaims): Promise<EncryptionKeyDto> {
    return this.keys.register(jwk, caller);
  }

  @Get()
  @Refuses('encryption-key-unknown')
  @ApiOperation({
    summary:
      'To which key are releases encrypted for me? Without one of your own, that of your authority registered last.',
  })
  @ApiOkResponse({ type: EncryptionKeyDto })
  mine(@Caller() caller: AccessClaims): Promise<EncryptionKeyDto> {
    return this.keys.mine(caller);
  }
}
