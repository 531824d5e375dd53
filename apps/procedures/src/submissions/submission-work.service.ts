import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { today } from '#libs/authorities';
import { releaseGiver } from '#libs/contracts';
import { type Claim, LeasedQueue } from '#libs/service-kit';
import {
  keeperOf,
  ReleaseClient,
  ReleaseOpener,
  ReleaseRefused,
  ReleaseUnreadable,
} from '../authorities/index.ts';
import { toAnswers } from '../drafts/index.ts';
import { type Assessment, Procedures } from '../procedures/index.ts';
import { type SubmissionContent, SubmissionContents, type TakenEvidence } from './submission-contents.ts';
import { toReleased } from './evidence-fields.rules.ts';
import { hasAnother } from './other-applications.ts';
import { lookedAt } from './released-for-another.rules.ts';
import type { SourceRow, SubmissionRow } from './submission.sql.ts';
import { submissionEvents, SubmissionStore } from './submission.store.ts';

/** Longer than all releases of a submission take; a killed process' submission is worked on again after it. */
export const LEASE_MS = 60_000;
/** An hour by the back-off of the queue; then a clerk has it, with what came so far. */
const PATIENT_ATTEMPTS = 22;

/**
 * Takes what was released with a submission, and has the rules looked at. Each step is kept before the next begins, and is
 * the same when it is repeated: a release is taken under a key that its submission and source make, and the outcome is
 * kept by the one transaction that ends the work.
 */
@Injectable()
export class SubmissionWork {
  private readonly log = new Logger('Submissions');
  readonly queue: LeasedQueue;

  constructor(
    private readonly submissions: SubmissionStore,
    private readonly contents: SubmissionContents,
    private readonly opener: ReleaseOpener,
    private readonly gateway: ReleaseClient,
    private readonly procedures: Procedures,
  ) {
    const table = { name: 'submission_work', key: 'submission' };
    this.queue = new LeasedQueue(submissions.source, table, LEASE_MS);
  }

  /** @throws GatewaySilent where a release could not be taken yet */
  async work(claim: Claim): Promise<void> {
    const row = await this.submissions.any(claim.id);
    if (row === undefined) return;
    // What a clerk decided meanwhile needs no evidence any more.
    if (row.state !== 'DECIDED') await this.takeAll(row, claim);
    await this.submissions.source.transaction((manager) => this.end(manager, claim));
  }

  private async takeAll(row: SubmissionRow, { attempt }: Claim): Promise<void> {
    const content = await this.contents.of(row);
    const sources = await this.submissions.sources(row.id);
    const taken = await Promise.allSettled(
      sources.filter(({ state }) => state === 'WAITING').map((source) => this.take(row, source, content)),
    );
    const silent = taken.find((each) => each.status === 'rejected');
    if (silent === undefined) return;
    if (attempt >= PATIENT_ATTEMPTS)
      await this.submissions.source.transaction((manager) => this.layBefore(manager, row.id));
    throw silent.reason;
  }

  /** The work goes on: what comes later is shown to the clerk. */
  private async layBefore(manager: EntityManager, id: string): Promise<void> {
    const row = await this.submissions.hold(manager, id);
    if (row?.state !== 'RECEIVED') return;
    const { assessed } = await this.assessed(manager, row);
    await this.submissions.change(manager, id, { ...assessed, state: 'IN_REVIEW' });
  }

  private async take(row: SubmissionRow, source: SourceRow, content: SubmissionContent): Promise<void> {
    const { evidenceType, round } = source;
    const settled = { submission: row.id, evidenceType, round };
    try {
      const taken = await this.taken(row, source, content);
      const evidence = content.sealEvidence(source, taken);
      const isOwn = taken.isForAnother !== true;
      await this.submissions.settleSource({
        ...settled,
        state: 'EVIDENCE',
        evidence,
        problem: null,
        ...(isOwn && { lookupId: taken.lookupId }),
      });
    } catch (error) {
      const problem = problemOf(error);
      if (problem === undefined) throw error;
      await this.submissions.settleSource({ ...settled, state: 'LOST', evidence: null, problem });
    }
  }

  private async taken(
    { id, authority, person }: SubmissionRow,
    source: SourceRow,
    content: SubmissionContent,
  ): Promise<TakenEvidence> {
    const { releaseId, purpose } = await this.opener.open(authority, content.release(source) ?? '');
    const key = keyOf(id, source);
    const answer = await this.gateway.take(authority, releaseId, key);
    if (answer.status !== 'EVIDENCE') throw new ReleaseRefused('release-changed');
    // Anybody can write an envelope: what counts is what the gateway says of the release.
    const isTheirs = answer.giver === releaseGiver(releaseId, person);
    if (!isTheirs || answer.purpose !== purpose || answer.evidenceType !== source.evidenceType)
      throw new ReleaseRefused('release-unknown');
    const { evidence = {}, provenance = {}, registerAuthority, asOf, lookupId } = answer;
    const { givenFor, givenAs, isGivenJointly } = answer;
    return {
      evidence,
      provenance,
      lookupId,
      ...(registerAuthority !== undefined && { registerAuthority }),
      ...(asOf !== undefined && { asOf }),
      ...(givenFor !== undefined && { isForAnother: true as const }),
      ...(givenAs !== undefined && { givenAs }),
      ...(isGivenJointly && { isGivenJointly }),
    };
  }

  /** With the work goes its outcome, or nothing: who was overtaken keeps none. */
  private async end(manager: EntityManager, claim: Claim): Promise<void> {
    const row = await this.submissions.hold(manager, claim.id);
    if (!(await this.queue.settle(manager, claim))) return;
    if (row === undefined || row.state === 'DECIDED') return;
    const { outcome, assessed } = await this.assessed(manager, row);
    // It was laid before a clerk when the evidence did not come.
    if (row.state !== 'RECEIVED') return this.submissions.change(manager, row.id, assessed);
    // A case that a clerk works on is the clerk's.
    if (outcome === 'CLERK' || row.takenBy !== null)
      return this.submissions.change(manager, row.id, { ...assessed, state: 'IN_REVIEW' });
    await this.submissions.change(manager, row.id, {
      ...assessed,
      state: 'DECIDED',
      outcome: 'GRANTED',
      isAutomatic: true,
      decidedAt: new Date(),
    });
    await this.submissions.tell(manager, row, submissionEvents.decided);
  }

  private async assessed(manager: EntityManager, row: SubmissionRow) {
    const content = await this.contents.of(row);
    const sources = await this.submissions.sources(row.id, manager);
    const isRepeated = await hasAnother(manager, row);
    const assessment = this.assess(row, sources, content, isRepeated);
    return { outcome: assessment.outcome, assessed: { assessment: content.sealAssessment(assessment) } };
  }

  private assess(
    row: SubmissionRow,
    sources: readonly SourceRow[],
    content: SubmissionContent,
    isRepeated: boolean,
  ): Assessment {
    const { form, formVersion: version, authority } = row;
    try {
      const assessment = this.procedures.assess({
        form,
        version,
        authority: keeperOf(authority) ?? authority,
        handedInTo: authority,
        today: today(),
        statements: toAnswers(content.statements(row)),
        evidence: sources.map((source) => toReleased(source, content)),
        hasAnother: isRepeated,
      });
      return lookedAt(
        assessment,
        sources.map((source) => content.evidence(source) ?? {}),
      );
    } catch (err) {
      // Rules that break on what came must not keep it from the clerk.
      this.log.error({ msg: 'the rules of a form failed', form, submission: row.id, err });
      return { rules: [], outcome: 'CLERK' };
    }
  }
}

/** The same for every attempt at one release. */
const keyOf = (submission: string, { evidenceType, round }: SourceRow): string =>
  createHash('sha256').update(`${submission}/${evidenceType}/${round}`).digest('hex');

/** Why a release is lost; undefined where another attempt may bring it. */
function problemOf(error: unknown): string | undefined {
  if (error instanceof ReleaseRefused) return error.code;
  return error instanceof ReleaseUnreadable ? 'release-unknown' : undefined;
}
