import { Injectable } from '@nestjs/common';
import type { AnswerDto } from '../drafts/index.ts';
import type { Assessment } from '../procedures/index.ts';
import type { Given } from './released-for-another.rules.ts';
import { type ContentSeal, ContentSeals, type WrappedKey } from '../sealing/index.ts';
import type { MessageRow, PaperRow, SourceRow, SubmissionRow } from './submission.sql.ts';

/** What a register said when the release was taken. */
export interface TakenEvidence extends Given {
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly provenance: Readonly<Record<string, unknown>>;
  readonly registerAuthority?: string;
  readonly asOf?: string;
  readonly lookupId: string;
}

type Bound = Pick<SubmissionRow, 'id' | 'person' | 'authority' | 'form' | 'formVersion'>;
type Source = Pick<SourceRow, 'evidenceType' | 'round'>;

/** The parts of a submission that are sealed, each in its place. */
export class SubmissionContent {
  constructor(private readonly seal: ContentSeal) {}

  readonly sealStatements = (answers: readonly AnswerDto[]): Buffer => this.seal.seal(answers, 'statements');
  readonly sealRelease = (source: Source, release: string): Buffer =>
    this.seal.seal(release, partOf('release', source));
  readonly sealEvidence = (source: Source, taken: TakenEvidence): Buffer =>
    this.seal.seal(taken, partOf('evidence', source));
  readonly sealAssessment = (assessment: Assessment): Buffer => this.seal.seal(assessment, 'assessment');
  readonly sealMessage = (number: number, text: string): Buffer => this.seal.seal(text, `message/${number}`);
  readonly sealReason = (reason: string): Buffer => this.seal.seal(reason, 'reason');
  readonly sealPaper = (number: number, paper: string): Buffer => this.seal.seal(paper, `paper/${number}`);
  readonly sealWithoutPaper = (reason: string): Buffer => this.seal.seal(reason, 'without-paper');

  statements({ statements }: Pick<SubmissionRow, 'statements'>): readonly AnswerDto[] {
    return this.seal.open(statements, 'statements');
  }

  release(source: SourceRow): string | undefined {
    return source.release === null ? undefined : this.seal.open(source.release, partOf('release', source));
  }

  evidence(source: SourceRow): TakenEvidence | undefined {
    return source.evidence === null ? undefined : this.seal.open(source.evidence, partOf('evidence', source));
  }

  assessment({ assessment }: Pick<SubmissionRow, 'assessment'>): Assessment | undefined {
    return assessment === null ? undefined : this.seal.open(assessment, 'assessment');
  }

  message({ number, content }: MessageRow): string {
    return this.seal.open(content, `message/${number}`);
  }

  paper({ number, content }: PaperRow): string {
    return this.seal.open(content, `paper/${number}`);
  }

  withoutPaper({ withoutPaper }: Pick<SubmissionRow, 'withoutPaper'>): string | undefined {
    return withoutPaper === null ? undefined : this.seal.open(withoutPaper, 'without-paper');
  }

  reason({ reason }: Pick<SubmissionRow, 'reason'>): string | undefined {
    return reason === null ? undefined : this.seal.open(reason, 'reason');
  }
}

/** Opens submissions, and seals new ones. */
@Injectable()
export class SubmissionContents {
  constructor(private readonly seals: ContentSeals) {}

  async make(bound: Bound): Promise<{ readonly content: SubmissionContent; readonly wrapped: WrappedKey }> {
    const { seal, wrapped } = await this.seals.make(bindingOf(bound));
    return { content: new SubmissionContent(seal), wrapped };
  }

  /** @throws SealBroken */
  async of(row: Bound & WrappedKey): Promise<SubmissionContent> {
    return new SubmissionContent(await this.seals.open(row, bindingOf(row)));
  }
}

const partOf = (kind: string, { evidenceType, round }: Source): string => `${kind}/${evidenceType}/${round}`;

/** What a submission's key and contents are bound to. */
export const bindingOf = ({ id, person, authority, form, formVersion }: Bound): readonly string[] => [
  'submission',
  id,
  person,
  authority,
  form,
  `${formVersion}`,
];
