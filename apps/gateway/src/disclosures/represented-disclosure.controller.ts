import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type AccessClaims, scopes } from '#libs/contracts';
import { Caller, LeastAcr, pageOf, Refuses, RefusesIdempotencyKey, Scopes } from '#libs/service-kit';
import { EVIDENCE_TYPES, type EvidenceTypes } from '../evidence-types/index.ts';
import { Representations } from '../representation/index.ts';
import { DisclosureListDto } from './disclosure.dto.ts';
import { toDisclosure, toForeignDisclosure } from './disclosure.rules.ts';
import { DisclosureStore } from './disclosure.store.ts';
import { RepresentedDisclosuresDto } from './represented-disclosures.dto.ts';

const PAGE = 50;

@ApiTags('disclosures')
@Scopes(scopes.citizen)
@Controller('v1/represented/disclosures')
export class RepresentedDisclosureController {
  constructor(
    @Inject(EVIDENCE_TYPES) private readonly types: EvidenceTypes,
    private readonly disclosures: DisclosureStore,
    private readonly representations: Representations,
  ) {}

  @Post()
  @LeastAcr('high')
  @Refuses(
    'assurance-too-low',
    'representation-refused',
    'representation-joint',
    'subject-foreign',
    'quota-exceeded',
    'register-unavailable',
    'idempotency-key-refused',
  )
  @RefusesIdempotencyKey()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Who asked about the child or company that I represent?',
    description:
      'Newest first. Of a company all of it. Of a child what I did myself; what anybody else did only where neither the child nor a parent has a lock, and without the recipient.',
  })
  @ApiOkResponse({ type: DisclosureListDto })
  async theirs(
    @Body() { actingFor, after }: RepresentedDisclosuresDto,
    @Caller() citizen: AccessClaims,
  ): Promise<DisclosureListDto> {
    const { as, by, for: represented, open } = await this.representations.of(citizen, actingFor);
    const filter = open === true ? {} : { actedBy: by };
    const found = await this.disclosures.list(represented, { limit: PAGE + 1, after }, filter);
    const { rows, ...next } = pageOf(found, PAGE, ({ id }) => id);
    const disclosures = rows.map((row) =>
      (as === 'OFFICER' || row.acted_by === by ? toDisclosure : toForeignDisclosure)(row, this.types),
    );
    return { disclosures, ...next };
  }
}
