import { createHash } from 'node:crypto';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type AccessClaims, scopes } from '#libs/contracts';
import { Caller, DomainError, LeastAcr, NameParam, Refuses, Scopes } from '#libs/service-kit';
import { EVIDENCE_TYPES, type EvidenceTypes } from '../evidence-types/index.ts';
import { PolicyStore, standingRefusals } from '../policy/index.ts';
import { PurposeDto, PurposeListDto } from './purpose.dto.ts';
import { purposesOf } from './purpose.rules.ts';

class PurposeUnknown extends DomainError {
  readonly code = 'purpose-unknown';
  constructor() {
    super('This authority may ask nothing for such a purpose.');
  }
}

const ID = /^[a-z][a-z0-9-]{0,63}$/;
const Id = (name: string): ParameterDecorator => NameParam(name, ID, PurposeUnknown);
const unchanged = ApiResponse({ status: 304, description: 'As `If-None-Match` has it' });

/** For what evidence may be asked, and in which words; says nothing about anybody. */
@ApiTags('purposes')
@Controller('v1')
export class PurposeController {
  constructor(
    @Inject(EVIDENCE_TYPES) private readonly types: EvidenceTypes,
    private readonly policy: PolicyStore,
  ) {}

  @Get('purposes')
  @Scopes(scopes.lookup)
  @Refuses(...standingRefusals)
  @ApiOperation({
    summary: 'For what may my authority ask, and for which evidence?',
    description: 'By its grants of today; those of events stand in `GET /v1/grants/mine`.',
  })
  @ApiOkResponse({ type: PurposeListDto })
  @unchanged
  async mine(
    @Caller() { authority = '' }: AccessClaims,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PurposeListDto | undefined> {
    return unlessKnown(await this.listOf(authority, false), request, reply);
  }

  @Get('purposes/:id')
  @Scopes(scopes.lookup)
  @Refuses(...standingRefusals, 'purpose-unknown')
  @ApiParam({ name: 'id', example: 'resident-parking-permit' })
  @ApiOperation({ summary: 'One of these' })
  @ApiOkResponse({ type: PurposeDto })
  @unchanged
  async one(
    @Id('id') id: string,
    @Caller() { authority = '' }: AccessClaims,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PurposeDto | undefined> {
    const found = (await this.of(authority, false)).find((each) => each.id === id);
    if (found === undefined) throw new PurposeUnknown();
    return unlessKnown(found, request, reply);
  }

  @Get('authorities/:authority/purposes')
  @Scopes(scopes.citizen)
  @LeastAcr('any')
  @Refuses('purpose-unknown')
  @ApiParam({ name: 'authority', example: 'strassenverkehr-hannover' })
  @ApiOperation({
    summary: 'What can a person let this authority have?',
    description: 'For portals: what rests on choice or consent. None of an authority that nobody knows.',
  })
  @ApiOkResponse({ type: PurposeListDto })
  @unchanged
  async offered(
    @Id('authority') authority: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PurposeListDto | undefined> {
    return unlessKnown(await this.listOf(authority, true), request, reply);
  }

  private async listOf(authority: string, byWill: boolean): Promise<PurposeListDto> {
    const purposes = await this.of(authority, byWill);
    const known = this.policy.current.authorities.get(authority);
    return { authority, ...(known?.active && { authorityName: known.name }), purposes };
  }

  private async of(authority: string, byWill: boolean): Promise<readonly PurposeDto[]> {
    const policy = await this.policy.upToDate();
    if (policy.authorities.get(authority)?.active !== true) return [];
    return purposesOf(authority, byWill, { types: this.types, policy, nowMs: Date.now() });
  }
}

/** The tag is of the very answer, so that it changes with whatever changes that: policy, day, templates (RFC 9110 §13.1.2). */
function unlessKnown<T>(body: T, { headers }: FastifyRequest, reply: FastifyReply): T | undefined {
  const etag = `"${createHash('sha256').update(JSON.stringify(body)).digest('base64url')}"`;
  reply.headers({ etag, 'cache-control': 'private, no-cache', vary: 'Authorization' });
  const known = (headers['if-none-match'] ?? '').split(',').map((each) => each.trim().replace(/^W\//, ''));
  if (!known.includes(etag) && !known.includes('*')) return body;
  void reply.status(304);
  return undefined;
}
