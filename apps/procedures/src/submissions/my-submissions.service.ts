import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { pageOf, RequestInvalid } from '#libs/service-kit';
import { ReleaseOpener } from '../authorities/index.ts';
import { FormCatalogue, FormUnknown } from '../forms/index.ts';
import { limitOf } from '../page-query.dto.ts';
import type { MySubmissionDto, MySubmissionListDto, MySubmissionsQueryDto } from './my-submission.dto.ts';
import { SubmissionContents } from './submission-contents.ts';
import {
  AnswerNotAsked,
  SubmissionDecided,
  SubmissionUnderWay,
  SubmissionUnknown,
} from './submission.errors.ts';
import { SubmissionStore } from './submission.store.ts';
import type { SubmissionRow } from './submission.sql.ts';
import { toMine, toSummary } from './submission.view.ts';
import type { AnswerSubmissionDto } from './submit.dto.ts';
import { type ReadSource, readSources, sourceFaults } from './submitted-sources.rules.ts';
import { isFor } from './submitting.service.ts';

/** What citizens handed in, as they see it; and their answers to what was asked. */
@Injectable()
export class MySubmissionsService {
  constructor(
    private readonly forms: FormCatalogue,
    private readonly opener: ReleaseOpener,
    private readonly contents: SubmissionContents,
    private readonly submissions: SubmissionStore,
  ) {}

  async list(query: MySubmissionsQueryDto, person: string): Promise<MySubmissionListDto> {
    if (query.lookup !== undefined)
      return { submissions: (await this.submissions.ofLookup(query.lookup, person)).map(toSummary) };
    const limit = limitOf(query);
    const found = await this.submissions.listOfPerson(person, { limit: limit + 1, after: query.after });
    const { rows, ...next } = pageOf(found, limit, ({ id }) => id);
    return { submissions: rows.map(toSummary), ...next };
  }

  /** @throws SubmissionUnknown */
  async one(id: string, person: string): Promise<MySubmissionDto> {
    const row = await this.submissions.ofPerson(id, person);
    if (row === undefined) throw new SubmissionUnknown();
    const [sources, papers, messages] = await Promise.all([
      this.submissions.sources(id),
      this.submissions.papers(id),
      this.submissions.messages(id),
    ]);
    return toMine(row, sources, papers, messages, await this.contents.of(row));
  }

  /** @throws SubmissionUnknown, SubmissionDecided, SubmissionUnderWay, AnswerNotAsked, FormUnknown, RequestInvalid */
  async answer(id: string, given: AnswerSubmissionDto, person: string): Promise<MySubmissionDto> {
    const row = await this.submissions.ofPerson(id, person);
    if (row === undefined) throw new SubmissionUnknown();
    const sources = await this.readReleases(given, row);
    await this.submissions.source.transaction(async (manager) => {
      const held = answerable(await this.submissions.hold(manager, id));
      if (given.text !== undefined) await this.write(manager, held, given.text);
      for (const source of sources) await this.releaseAgain(manager, held, source);
      const state = sources.length > 0 ? 'RECEIVED' : 'IN_REVIEW';
      await this.submissions.change(manager, id, { state });
      if (sources.length > 0) await this.submissions.give(manager, id);
    });
    return this.one(id, person);
  }

  private async write(manager: EntityManager, held: SubmissionRow, text: string): Promise<void> {
    if (held.state !== 'ASKED') throw new AnswerNotAsked();
    const number = (await this.submissions.messages(held.id, manager)).length + 1;
    const content = (await this.contents.of(held)).sealMessage(number, text);
    await this.submissions.write(manager, held.id, { number, kind: 'ANSWER', content });
  }

  private async releaseAgain(
    manager: EntityManager,
    held: SubmissionRow,
    { evidenceType, release = '' }: ReadSource,
  ): Promise<void> {
    const rows = await this.submissions.sources(held.id, manager);
    const round = (rows.find((each) => each.evidenceType === evidenceType)?.round ?? 0) + 1;
    const sealed = (await this.contents.of(held)).sealRelease({ evidenceType, round }, release);
    if (!(await this.submissions.releaseAgain(manager, held.id, evidenceType, sealed)))
      throw new AnswerNotAsked();
  }

  private async readReleases(
    { text, sources = [] }: AnswerSubmissionDto,
    { id, form, authority, person }: SubmissionRow,
  ): Promise<readonly ReadSource[]> {
    if (text === undefined && sources.length === 0)
      throw RequestInvalid.at('/', 'Send a text, or sources with a release, or both.');
    if (sources.length === 0) return [];
    // The form may have changed since: what was handed in counts, and whom it went to.
    const evidenceTypes = (await this.submissions.sources(id)).map((each) => each.evidenceType);
    const [fault, ...more] = sourceFaults(sources, { evidenceTypes });
    if (fault) throw new RequestInvalid([fault, ...more]);
    const found = this.forms.of(form);
    if (found === undefined) throw new FormUnknown();
    const read = readSources(sources, { evidenceTypes }).filter(({ at }) => at !== undefined);
    for (const { at, evidenceType, release } of read) {
      const wanted = { evidenceType, purpose: found.purpose, person };
      if (release === undefined || !(await isFor(this.opener, authority, release, wanted)))
        throw RequestInvalid.at(
          `/sources/${at}/release`,
          'It is no release of this evidence to the authority.',
        );
    }
    return read;
  }
}

function answerable(row: SubmissionRow | undefined): SubmissionRow {
  if (row === undefined) throw new SubmissionUnknown();
  if (row.state === 'DECIDED') throw new SubmissionDecided();
  if (row.state === 'RECEIVED') throw new SubmissionUnderWay();
  return row;
}
