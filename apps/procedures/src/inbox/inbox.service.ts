import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { today } from '#libs/authorities';
import type { AccessClaims } from '#libs/contracts';
import { pageOf, RequestInvalid, requirePerson } from '#libs/service-kit';
import { keptBy } from '../authorities/index.ts';
import { limitOf } from '../page-query.dto.ts';
import { SealBroken } from '../sealing/index.ts';
import {
  areOpen,
  isNoted,
  SubmissionContents,
  submissionEvents,
  type SubmissionRow,
  SubmissionStore,
  SubmissionUnknown,
} from '../submissions/index.ts';
import type { AskBackDto, DecideSubmissionDto, InboxQueryDto, SeePaperDto } from './inbox-request.dto.ts';
import type { InboxDto, InboxEntryDto, InboxSubmissionDto } from './inbox.dto.ts';
import { SubmissionPaperOpen } from './inbox.errors.ts';
import { isDecidedSo, isKeptBy, isReasonedSo, takeable, workable } from './inbox.rules.ts';
import { InboxStore } from './inbox.store.ts';
import { toEntry, toWhole } from './inbox.view.ts';

/** What clerks work from, of their own authority and those that it succeeded. */
@Injectable()
export class InboxService {
  constructor(
    private readonly submissions: SubmissionStore,
    private readonly contents: SubmissionContents,
    private readonly inbox: InboxStore,
  ) {}

  async list(query: InboxQueryDto, reader: AccessClaims): Promise<InboxDto> {
    const limit = limitOf(query);
    const { state, form, ending, after } = query;
    const asked = {
      authorities: keptBy(reader.authority ?? ''),
      state,
      form,
      ending,
      after,
      limit: limit + 1,
    };
    const { rows, ...next } = pageOf(await this.inbox.list(asked, reader), limit, ({ id }) => id);
    return { submissions: await Promise.all(rows.map((row) => this.entry(row))), ...next };
  }

  /** One that does not open keeps the others from nobody; whoever opens it is told. */
  private async entry(row: SubmissionRow): Promise<InboxEntryDto> {
    if (row.assessment === null) return toEntry(row);
    try {
      return toEntry(row, await this.contents.of(row));
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      return toEntry(row);
    }
  }

  /** @throws SubmissionUnknown */
  one(id: string, reader: AccessClaims): Promise<InboxSubmissionDto> {
    return this.submissions.source.transaction(async (manager) => {
      const row = await this.submissions.any(id, manager);
      if (row === undefined || !isKeptBy(reader.authority, row)) throw new SubmissionUnknown();
      return this.shown(manager, row, reader);
    });
  }

  /**
   * Nobody else can take it for a while. Again is the same, and begins that while anew.
   * @throws PersonRequired, SubmissionUnknown, SubmissionTaken, SubmissionDecided, SubmissionUnderWay
   */
  take(id: string, caller: AccessClaims): Promise<InboxSubmissionDto> {
    const { person, client } = requirePerson(caller);
    return this.change(id, caller, async (manager, held) => {
      takeable(held, caller.authority, person);
      const taken = { takenIss: person.iss, takenBy: person.sub, takenClient: client, takenAt: new Date() };
      await this.submissions.change(manager, id, taken);
    });
  }

  /**
   * The same decision again by the same clerk changes nothing.
   * @throws PersonRequired, SubmissionUnknown, SubmissionTaken, SubmissionNotTaken, SubmissionChangedMeanwhile,
   * SubmissionDecided, SubmissionUnderWay, SubmissionPaperOpen, RequestInvalid
   */
  decide(
    id: string,
    { expectedVersion, outcome, reason, withoutPaper }: DecideSubmissionDto,
    caller: AccessClaims,
  ): Promise<InboxSubmissionDto> {
    const { person } = requirePerson(caller);
    return this.change(id, caller, async (manager, held) => {
      const isSame = isDecidedSo(held, caller.authority, person, outcome);
      if (isSame && isReasonedSo(held, await this.contents.of(held), { reason, withoutPaper })) return;
      const row = workable(held, caller.authority, person, expectedVersion);
      const sources = await this.submissions.sources(id, manager);
      const papers = await this.submissions.papers(id, manager);
      const content = await this.contents.of(row);
      const isOpen = areOpen(sources, papers, content);
      if (isOpen && withoutPaper === undefined) throw new SubmissionPaperOpen();
      if (!isOpen && withoutPaper !== undefined)
        throw RequestInvalid.at('/withoutPaper', 'No paper is open; leave it out.');
      await this.submissions.change(manager, id, {
        state: 'DECIDED',
        outcome,
        isAutomatic: false,
        decidedAt: new Date(),
        reason: content.sealReason(reason),
        ...(withoutPaper !== undefined && { withoutPaper: content.sealWithoutPaper(withoutPaper) }),
      });
      await this.submissions.tell(manager, row, submissionEvents.decided);
    });
  }

  /** What a clerk has in hand instead of evidence. The same again changes nothing. @throws as a decision does */
  see(
    id: string,
    { expectedVersion, evidenceType, paper, seenOn }: SeePaperDto,
    caller: AccessClaims,
  ): Promise<InboxSubmissionDto> {
    const { person, client } = requirePerson(caller);
    if (seenOn > today())
      throw RequestInvalid.at('/seenOn', 'The day is still to come; name the day of the look.');
    return this.change(id, caller, async (manager, held) => {
      const own = takeable(held, caller.authority, person);
      const papers = await this.submissions.papers(id, manager);
      const content = await this.contents.of(own);
      const seen = { evidenceType, seenOn, iss: person.iss, clerk: person.sub, client };
      if (isNoted(papers, content, { ...seen, paper })) return;
      workable(held, caller.authority, person, expectedVersion);
      const sources = await this.submissions.sources(id, manager);
      if (!sources.some((source) => source.evidenceType === evidenceType))
        throw RequestInvalid.at('/evidenceType', 'The application asks for no such evidence.');
      const number = papers.length + 1;
      const sealed = content.sealPaper(number, paper);
      await this.submissions.addPaper(manager, id, { ...seen, number, content: sealed });
      await this.submissions.change(manager, id, {});
    });
  }

  /** @throws as a decision does */
  ask(id: string, { expectedVersion, text }: AskBackDto, caller: AccessClaims): Promise<InboxSubmissionDto> {
    const { person } = requirePerson(caller);
    return this.change(id, caller, async (manager, held) => {
      const row = workable(held, caller.authority, person, expectedVersion);
      const number = (await this.submissions.messages(id, manager)).length + 1;
      const content = (await this.contents.of(row)).sealMessage(number, text);
      await this.submissions.write(manager, id, { number, kind: 'QUESTION', content });
      await this.submissions.change(manager, id, { state: 'ASKED' });
    });
  }

  private change(
    id: string,
    caller: AccessClaims,
    work: (manager: EntityManager, held: SubmissionRow | undefined) => Promise<void>,
  ): Promise<InboxSubmissionDto> {
    return this.submissions.source.transaction(async (manager) => {
      await work(manager, await this.submissions.hold(manager, id));
      return this.shown(manager, (await this.submissions.any(id, manager))!, caller);
    });
  }

  /** Every reading is an access to personal data, also that of the answer to a change. */
  private async shown(
    manager: EntityManager,
    row: SubmissionRow,
    reader: AccessClaims,
  ): Promise<InboxSubmissionDto> {
    await this.inbox.note(manager, 'ONE', [row.id], reader);
    const sources = await this.submissions.sources(row.id, manager);
    const papers = await this.submissions.papers(row.id, manager);
    const messages = await this.submissions.messages(row.id, manager);
    return toWhole(row, sources, papers, messages, await this.contents.of(row));
  }
}
