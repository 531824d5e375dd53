import { Body, Controller, Delete, Get, HttpCode, Post, Put } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { type AccessClaims, scopes } from '#libs/contracts';
import { Caller, LeastAcr, Refuses, RefusesIdempotencyKey, Scopes, UuidParam } from '#libs/service-kit';
import { DraftDto, DraftListDto, NewDraftDto, SaveDraftDto } from './draft.dto.ts';
import { DraftUnknown } from './draft.errors.ts';
import { DraftsService } from './drafts.service.ts';

const draftId = { name: 'id', example: '0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f' };
const id = () => UuidParam('id', DraftUnknown);

/** Nothing here was said by a register, so the level of the login does not matter; who is logged in does. */
@ApiTags('drafts')
@Scopes(scopes.citizen)
@LeastAcr('any')
@Controller('v1/drafts')
export class DraftController {
  constructor(private readonly drafts: DraftsService) {}

  @Post()
  @Refuses('form-unknown', 'form-version-changed', 'drafts-too-many', 'idempotency-key-refused')
  @RefusesIdempotencyKey()
  @ApiOperation({
    summary: 'Begin an application',
    description: 'Kept for 30 days. It takes what you type, and not what a register said of you.',
  })
  @ApiCreatedResponse({ type: DraftDto })
  begin(@Body() draft: NewDraftDto, @Caller() { sub }: AccessClaims): Promise<DraftDto> {
    return this.drafts.begin(draft, sub);
  }

  @Get()
  @ApiOperation({ summary: 'What you have begun, newest first' })
  @ApiOkResponse({ type: DraftListDto })
  list(@Caller() { sub }: AccessClaims): Promise<DraftListDto> {
    return this.drafts.list(sub);
  }

  @Get(':id')
  @Refuses('draft-unknown')
  @ApiParam(draftId)
  @ApiOperation({ summary: 'One of these, with what was typed' })
  @ApiOkResponse({ type: DraftDto })
  one(@id() draft: string, @Caller() { sub }: AccessClaims): Promise<DraftDto> {
    return this.drafts.one(draft, sub);
  }

  @Put(':id')
  @Refuses('draft-unknown', 'draft-changed-meanwhile', 'form-version-changed')
  @ApiParam(draftId)
  @ApiOperation({
    summary: 'Save what was typed',
    description:
      'The whole of it, under the version of the form that it was typed into or that of today. It may be incomplete. The same again is answered alike.',
  })
  @ApiOkResponse({ type: DraftDto })
  save(
    @id() draft: string,
    @Body() content: SaveDraftDto,
    @Caller() { sub }: AccessClaims,
  ): Promise<DraftDto> {
    return this.drafts.save(draft, content, sub);
  }

  @Delete(':id')
  @Refuses('draft-unknown')
  @HttpCode(204)
  @ApiParam(draftId)
  @ApiOperation({ summary: 'Remove it', description: 'May be repeated.' })
  @ApiNoContentResponse()
  remove(@id() draft: string, @Caller() { sub }: AccessClaims): Promise<void> {
    return this.drafts.remove(draft, sub);
  }
}
