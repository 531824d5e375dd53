import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { type ProblemDetailItem, releaseGiver } from '#libs/contracts';
import { IdempotencyKeyReused, RequestInvalid, type Submission } from '#libs/service-kit';
import { ReleaseOpener, ReleaseUnreadable } from '../authorities/index.ts';
import {
  DraftChangedMeanwhile,
  type DraftRow,
  DraftStore,
  DraftsService,
  DraftUnknown,
  toAnswers,
} from '../drafts/index.ts';
import { type FieldFault, FormCatalogue, FormVersionChanged, type ProcedureForm } from '../forms/index.ts';
import { SubmissionContents } from './submission-contents.ts';
import type { SubmissionSummaryDto } from './submission.dto.ts';
import { DraftSubmitted, IdempotencyKeyMissing } from './submission.errors.ts';
import type { SubmissionRow } from './submission.sql.ts';
import { submissionEvents, SubmissionStore } from './submission.store.ts';
import { toSummary } from './submission.view.ts';
import type { SubmitDraftDto } from './submit.dto.ts';
import { type ReadSource, readSources, sourceFaults, waysOf } from './submitted-sources.rules.ts';

/** Makes a submission of a draft: one, however often it is asked for, in one transaction. */
@Injectable()
export class SubmittingService {
  constructor(
    private readonly forms: FormCatalogue,
    private readonly drafts: DraftsService,
    private readonly draftRows: DraftStore,
    private readonly opener: ReleaseOpener,
    private readonly contents: SubmissionContents,
    private readonly submissions: SubmissionStore,
  ) {}

  /**
   * @throws IdempotencyKeyMissing, IdempotencyKeyReused, DraftSubmitted, DraftUnknown, DraftChangedMeanwhile,
   * FormVersionChanged, RequestInvalid
   */
  async submit(
    draft: string,
    given: SubmitDraftDto,
    { idempotencyKey, fingerprint }: Submission,
    person: string,
  ): Promise<SubmissionSummaryDto> {
    if (idempotencyKey === undefined) throw new IdempotencyKeyMissing();
    const once = { idempotencyKey, fingerprint };
    const before = await this.before(draft, person, once);
    if (before !== undefined) return before;
    const found = await this.draftRows.find(draft, person);
    // It may have been handed in between the two looks.
    if (found === undefined) return this.repeated(draft, person, once);
    const form = await this.formOf(found);
    const faults = sourceFaults(given.sources, form);
    const sources = readSources(given.sources, form);
    refuse([...faults, ...(faults.length === 0 ? await this.unreadable(form, sources, person) : [])]);
    const id = v7();
    const isMade = await this.submissions.source.transaction((manager) =>
      this.make(manager, { id, form, sources, person, draft, given, once }),
    );
    if (!isMade) return this.repeated(draft, person, once);
    return toSummary((await this.submissions.ofPerson(id, person))!);
  }

  private async make(manager: EntityManager, making: Making): Promise<boolean> {
    const { id, form, sources, person, draft, given, once } = making;
    const held = await this.draftRows.hold(manager, draft, person);
    if (held === undefined) return false;
    if (held.version !== given.expectedVersion) throw new DraftChangedMeanwhile();
    const answers = await this.drafts.answersOf(held);
    refuse(form.faults(toAnswers(answers), waysOf(sources)).map(atAnswer));
    const bound = {
      id,
      person,
      form: form.id,
      formVersion: form.version,
      authority: form.authority,
    };
    const { content, wrapped } = await this.contents.make(bound);
    const row = { ...bound, ...once, ...wrapped, draft, statements: content.sealStatements(answers) };
    const rows = sources.map(({ evidenceType, release, way }) => ({
      evidenceType,
      state: release === undefined ? ('NOT_RELEASED' as const) : ('WAITING' as const),
      way: way ?? null,
      release: release === undefined ? null : content.sealRelease({ evidenceType, round: 1 }, release),
    }));
    await this.submissions.insert(manager, row, rows);
    await this.submissions.give(manager, id);
    await this.submissions.tell(manager, bound, submissionEvents.received);
    await this.draftRows.consume(manager, draft);
    return true;
  }

  private async before(draft: string, person: string, once: Once): Promise<SubmissionSummaryDto | undefined> {
    const found = await this.submissions.ofDraft(draft, person);
    if (found === undefined) return undefined;
    if (found.idempotencyKey !== once.idempotencyKey) throw new DraftSubmitted();
    if (found.fingerprint !== once.fingerprint) throw new IdempotencyKeyReused();
    return toSummary(found);
  }

  private async repeated(draft: string, person: string, once: Once): Promise<SubmissionSummaryDto> {
    const found = await this.before(draft, person, once);
    if (found === undefined) throw new DraftUnknown();
    return found;
  }

  /** @throws FormVersionChanged that names what the form of today does not take */
  private async formOf(draft: DraftRow): Promise<ProcedureForm> {
    const form = this.forms.of(draft.form);
    if (form?.version === draft.formVersion) return form;
    const unfit = form?.unfit(toAnswers(await this.drafts.answersOf(draft))) ?? [];
    throw new FormVersionChanged(unfit.map(atAnswer));
  }

  /** Better told now than found out when the clerk has it. */
  private async unreadable(
    { authority, purpose }: ProcedureForm,
    sources: readonly ReadSource[],
    person: string,
  ): Promise<readonly ProblemDetailItem[]> {
    const faults = sources.map(async ({ evidenceType, release, at }) => {
      if (release === undefined || at === undefined) return [];
      const isIt = await isFor(this.opener, authority, release, { evidenceType, purpose, person });
      return isIt ? [] : [{ pointer: `/sources/${at}/release`, code: 'request-invalid' as const, detail }];
    });
    return (await Promise.all(faults)).flat();
  }
}

interface Making {
  readonly id: string;
  readonly form: ProcedureForm;
  readonly sources: readonly ReadSource[];
  readonly person: string;
  readonly draft: string;
  readonly given: SubmitDraftDto;
  readonly once: Once;
}
type Once = Pick<SubmissionRow, 'idempotencyKey' | 'fingerprint'>;

const detail =
  'You have not released this evidence to the authority of the form with it. Use a preview for it.';

/** What somebody else released is none, though it opens. */
export async function isFor(
  opener: ReleaseOpener,
  authority: string,
  release: string,
  wanted: { readonly evidenceType: string; readonly purpose: string; readonly person: string },
): Promise<boolean> {
  try {
    const opened = await opener.open(authority, release);
    return (
      opened.evidenceType === wanted.evidenceType &&
      opened.purpose === wanted.purpose &&
      opened.giver === releaseGiver(opened.releaseId, wanted.person)
    );
  } catch (error) {
    if (error instanceof ReleaseUnreadable) return false;
    throw error;
  }
}

/** In the draft, which the body names by its version. */
const atAnswer = ({ field, detail: text }: FieldFault): ProblemDetailItem => ({
  pointer: `/answers/${field}`,
  code: 'request-invalid',
  detail: text,
});

function refuse([first, ...rest]: readonly ProblemDetailItem[]): void {
  if (first) throw new RequestInvalid([first, ...rest]);
}
