import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { RequestInvalid } from '#libs/service-kit';
import {
  type Answers,
  type FieldFault,
  FormCatalogue,
  FormUnknown,
  FormVersionChanged,
} from '../forms/index.ts';
import { ContentSeals } from '../sealing/index.ts';
import type { AnswerDto } from './answer.dto.ts';
import type { DraftDto, DraftListDto, DraftSummaryDto, NewDraftDto, SaveDraftDto } from './draft.dto.ts';
import { DraftChangedMeanwhile, DraftsTooMany, DraftUnknown } from './draft.errors.ts';
import { type DraftRow, DraftStore } from './draft.store.ts';

/** Of one person at a time. */
const MOST_DRAFTS = 20;

/** What citizens have begun to fill in: what was typed, and never what a register said. */
@Injectable()
export class DraftsService {
  constructor(
    private readonly forms: FormCatalogue,
    private readonly seals: ContentSeals,
    private readonly drafts: DraftStore,
  ) {}

  /** @throws FormUnknown, FormVersionChanged, DraftsTooMany */
  async begin({ form: formId, version }: NewDraftDto, person: string): Promise<DraftDto> {
    const form = this.forms.of(formId);
    if (form === undefined) throw new FormUnknown();
    if (form.version !== version) throw new FormVersionChanged();
    const draft = { id: v7(), person, form: form.id, formVersion: version };
    const row = await this.drafts.begin({ ...draft, ...(await this.sealed(draft, 1, [])) }, MOST_DRAFTS);
    if (row === undefined) throw new DraftsTooMany();
    return this.toDto(row, []);
  }

  async list(person: string): Promise<DraftListDto> {
    return { drafts: (await this.drafts.list(person)).map(toSummary) };
  }

  /** @throws DraftUnknown */
  async one(id: string, person: string): Promise<DraftDto> {
    const row = await this.drafts.find(id, person);
    if (row === undefined) throw new DraftUnknown();
    return this.toDto(row, await this.answersOf(row));
  }

  /**
   * Under the version that it was typed into, or that of today.
   * @throws DraftUnknown, DraftChangedMeanwhile, FormVersionChanged, RequestInvalid
   */
  async save(id: string, given: SaveDraftDto, person: string): Promise<DraftDto> {
    const row = await this.drafts.find(id, person);
    if (row === undefined) throw new DraftUnknown();
    const { answers, formVersion, expectedVersion } = given;
    const current = this.forms.of(row.form);
    if (formVersion === current?.version) refuseUnknownFields(answers, current.unfit(toAnswers(answers)));
    else if (formVersion !== row.formVersion) throw new FormVersionChanged();
    const draft = { ...row, formVersion };
    const saved = await this.drafts.save({
      ...draft,
      version: expectedVersion,
      ...(await this.sealed(draft, expectedVersion + 1, answers)),
    });
    if (saved !== undefined) return this.toDto(saved, answers);
    const now = await this.drafts.find(id, person);
    if (now === undefined) throw new DraftUnknown();
    if (!(await this.isSavedSo(now, given))) throw new DraftChangedMeanwhile();
    return this.toDto(now, answers);
  }

  /** Whether the very same was saved before: a repetition of a request whose answer was lost. */
  private async isSavedSo(row: DraftRow, given: SaveDraftDto): Promise<boolean> {
    if (row.version !== given.expectedVersion + 1 || row.formVersion !== given.formVersion) return false;
    return isDeepStrictEqual(toPairs(await this.answersOf(row)), toPairs(given.answers));
  }

  remove(id: string, person: string): Promise<void> {
    return this.drafts.remove(id, person);
  }

  /** @throws SealBroken */
  async answersOf(row: DraftRow): Promise<readonly AnswerDto[]> {
    const seal = await this.seals.open(row, bindingOf(row));
    return seal.open<readonly AnswerDto[]>(row.answers, partOf(row.version));
  }

  private async sealed(draft: Bound, version: number, answers: readonly AnswerDto[]) {
    const { seal, wrapped } = await this.seals.make(bindingOf(draft));
    return { ...wrapped, answers: seal.seal(answers, partOf(version)) };
  }

  private toDto(row: DraftRow, answers: readonly AnswerDto[]): DraftDto {
    const form = this.forms.of(row.form);
    return {
      ...toSummary(row),
      ...(form && form.version !== row.formVersion && { currentFormVersion: form.version }),
      answers,
      unfit: form?.unfit(toAnswers(answers)) ?? [],
    };
  }
}

type Bound = Pick<DraftRow, 'id' | 'person' | 'form' | 'formVersion'>;

/** What a draft's key and answers are bound to. */
export const bindingOf = ({ id, person, form, formVersion }: Bound): readonly string[] => [
  'draft',
  id,
  person,
  form,
  `${formVersion}`,
];
const partOf = (version: number): string => `answers/${version}`;

export const toAnswers = (answers: readonly AnswerDto[]): Answers =>
  Object.fromEntries(answers.map(({ field, value }) => [field, value]));

const toPairs = (answers: readonly AnswerDto[]) => answers.map(({ field, value }) => [field, value]);

/** A field of an older version is taken out by who fills in, not left out silently here. */
function refuseUnknownFields(answers: readonly AnswerDto[], unfit: readonly FieldFault[]): void {
  const [first, ...rest] = unfit
    .filter(({ isUnknown }) => isUnknown)
    .map(({ field, detail }) => ({
      pointer: `/answers/${answers.findIndex((answer) => answer.field === field)}/field`,
      code: 'member-unknown' as const,
      detail,
    }));
  if (first) throw new RequestInvalid([first, ...rest]);
}

const toSummary = ({ id, form, formVersion, version, changedAt, expiresAt }: DraftRow) =>
  ({
    id,
    form,
    formVersion,
    version,
    changedAt: changedAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }) satisfies DraftSummaryDto;
