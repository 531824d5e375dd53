import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { decodeJwt } from 'jose';
import { type AccessClaims, actorOf, scopes } from '#libs/contracts';
import { Caller, Public, Refuses, requirePerson, Scopes, UuidParam } from '#libs/service-kit';
import { ReplayApprovalDto, ReplayDraftDto } from './replay-draft.dto.ts';
import { JwksDto, ReplayDto, ReplayListDto, ReplayReportDto, toReplayDto } from './replay.dto.ts';
import { ReplayUnknown, ReportNotReady } from './replay.errors.ts';
import { ReplayService } from './replay.service.ts';
import { ReplayStore } from './replay.store.ts';
import type { Replay } from './replay.ts';
import { ReportSigner } from './report.signer.ts';

const id = () => UuidParam('id', ReplayUnknown);

@ApiTags('replays')
@Controller('v1/replays')
@Scopes(scopes.operator)
export class ReplayController {
  constructor(
    private readonly replays: ReplayService,
    private readonly store: ReplayStore,
  ) {}

  @Post()
  @Refuses(
    'topic-unknown',
    'consumer-group-unknown',
    'replay-target-unsuitable',
    'replay-selection-empty',
    'person-required',
    'broker-away',
  )
  @ApiOperation({
    summary: 'Ask for a replay; never by a machine',
    description: 'A draft; nothing is read or written yet.',
  })
  @ApiCreatedResponse({ type: ReplayDto })
  async draftReplay(@Body() body: ReplayDraftDto, @Caller() caller: AccessClaims): Promise<ReplayDto> {
    return this.view(await this.replays.draft(body, requirePerson(caller)));
  }

  @Get()
  @ApiOperation({ summary: 'The newest hundred replays' })
  @ApiOkResponse({ type: ReplayListDto })
  async listReplays(): Promise<ReplayListDto> {
    const replays = await this.store.newest();
    const positions = await this.store.positions(replays.map((replay) => replay.id));
    return { replays: replays.map((replay) => toReplayDto(replay, positions.get(replay.id) ?? [])) };
  }

  @Get(':id')
  @Refuses('replay-unknown')
  @ApiOperation({ summary: 'One replay: dry run, approval, progress, checkpoints, evidence' })
  @ApiOkResponse({ type: ReplayDto })
  async findReplay(@id() replay: string): Promise<ReplayDto> {
    return this.view(await this.store.find(replay));
  }

  @Post(':id/dry-run')
  @Refuses(
    'replay-unknown',
    'replay-state-unsuitable',
    'topic-unknown',
    'consumer-group-unknown',
    'replay-target-unsuitable',
    'replay-selection-empty',
  )
  @HttpCode(200)
  @ApiOperation({
    summary: 'Count what would be replayed',
    description: 'Answers at once; the result is there when `dryRun` is. An approval given before is void.',
  })
  @ApiOkResponse({ type: ReplayDto })
  async dryRunReplay(@id() replay: string, @Caller() caller: AccessClaims): Promise<ReplayDto> {
    return this.view(await this.replays.dryRun(replay, actorOf(caller)));
  }

  @Post(':id/approval')
  @Refuses(
    'replay-unknown',
    'replay-state-unsuitable',
    'replay-self-approval',
    'person-required',
    'login-too-old',
    'replay-dry-run-stale',
    'replay-selection-empty',
    'replay-target-unsuitable',
    'topic-unknown',
    'consumer-group-unknown',
  )
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Approve what a dry run counted; never one’s own, never by a machine, within 15 minutes of a login',
  })
  @ApiOkResponse({ type: ReplayDto })
  async approveReplay(
    @id() replay: string,
    @Body() { dryRunHash }: ReplayApprovalDto,
    @Caller() caller: AccessClaims,
  ): Promise<ReplayDto> {
    return this.view(await this.replays.approve(replay, caller, dryRunHash));
  }

  @Post(':id/start')
  @Refuses(
    'replay-unknown',
    'replay-state-unsuitable',
    'replay-dry-run-stale',
    'replay-target-unsuitable',
    'consumer-group-unknown',
    'broker-away',
  )
  @HttpCode(200)
  @ApiOperation({ summary: 'Start; the end of the range is frozen now' })
  @ApiOkResponse({ type: ReplayDto })
  async startReplay(@id() replay: string, @Caller() caller: AccessClaims): Promise<ReplayDto> {
    return this.view(await this.replays.start(replay, actorOf(caller)));
  }

  @Post(':id/pause')
  @Refuses('replay-unknown', 'replay-state-unsuitable')
  @HttpCode(200)
  @ApiOperation({ summary: 'Pause; takes effect within a second' })
  @ApiOkResponse({ type: ReplayDto })
  async pauseReplay(@id() replay: string, @Caller() caller: AccessClaims): Promise<ReplayDto> {
    return this.view(await this.replays.pause(replay, actorOf(caller)));
  }

  @Post(':id/resume')
  @Refuses('replay-unknown', 'replay-state-unsuitable')
  @HttpCode(200)
  @ApiOperation({ summary: 'Go on where it was paused' })
  @ApiOkResponse({ type: ReplayDto })
  async resumeReplay(@id() replay: string, @Caller() caller: AccessClaims): Promise<ReplayDto> {
    return this.view(await this.replays.resume(replay, actorOf(caller)));
  }

  @Post(':id/cancel')
  @Refuses('replay-unknown', 'replay-state-unsuitable')
  @HttpCode(200)
  @ApiOperation({ summary: 'Give it up for good; what was delivered stays delivered' })
  @ApiOkResponse({ type: ReplayDto })
  async cancelReplay(@id() replay: string, @Caller() caller: AccessClaims): Promise<ReplayDto> {
    return this.view(await this.replays.cancel(replay, actorOf(caller)));
  }

  @Get(':id/report')
  @Refuses('replay-unknown', 'replay-state-unsuitable')
  @ApiOperation({ summary: 'The signed report of a replay that is done or failed' })
  @ApiOkResponse({ type: ReplayReportDto })
  async reportReplay(@id() replay: string): Promise<ReplayReportDto> {
    const { state, report: jws } = await this.store.find(replay);
    if (jws === null) throw new ReportNotReady(state);
    return { report: decodeJwt(jws), jws };
  }

  private async view(replay: Replay): Promise<ReplayDto> {
    const positions = await this.store.positions([replay.id]);
    return toReplayDto(replay, positions.get(replay.id) ?? []);
  }
}

@ApiTags('replays')
@Controller('.well-known')
export class ReportKeysController {
  constructor(private readonly signer: ReportSigner) {}

  @Get('jwks.json')
  @Public()
  @ApiOperation({ summary: 'Keys that the signatures of reports are checked with (RFC 7517)' })
  @ApiOkResponse({ type: JwksDto })
  listReportKeys(): JwksDto {
    return { keys: [...this.signer.publicJwks] };
  }
}
