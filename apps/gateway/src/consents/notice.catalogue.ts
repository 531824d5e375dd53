import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  declarationOf,
  lawText,
  type RegisterName,
  type RegisterRetention,
  type SubjectKind,
} from '#libs/contracts';
import type { EvidenceType, Localised } from '../evidence-types/index.ts';
import type { ConsentKind } from './consent.entity.ts';

export const locales = ['de', 'en'] as const;
export type Locale = (typeof locales)[number];

interface Templates {
  readonly version: string;
  readonly texts: Readonly<Record<ConsentKind, Readonly<Record<Locale, readonly string[]>>>>;
}

/** What a notice is about; nothing personal, so that the text is the same for everybody. */
export interface NoticeSubject {
  readonly kind: ConsentKind;
  readonly authority: string;
  readonly purpose: Localised;
  readonly evidenceType: Localised;
  readonly register: RegisterName;
  readonly subjectKinds: readonly SubjectKind[];
  readonly fields: readonly Localised[];
  readonly legalBasis: string;
  readonly maxDays: number;
}

export interface NoticeText {
  readonly text: string;
  /** SHA-256 over the UTF-8 bytes of the text, hexadecimal. */
  readonly sha256: string;
  readonly locale: Locale;
  readonly templateVersion: string;
}

const templates = JSON.parse(
  readFileSync(new URL('../../data/notices.json', import.meta.url), 'utf8'),
) as Templates;

/** How long what is transferred for this evidence stays visible, by the law of its register. The first entry that fits rules. */
export function retentionFor({
  register,
  subjectKinds,
}: Pick<EvidenceType, 'register' | 'subjectKinds'>): RegisterRetention {
  return declarationOf(register).retention.find(
    ({ subjectKind }) =>
      subjectKind === undefined || (subjectKinds as readonly string[]).includes(subjectKind),
  )!;
}

/** The text to show before a citizen chooses or consents. Pure but for the templates read at start. */
export function noticeText(subject: NoticeSubject, locale: Locale): NoticeText {
  const { title, dative = title.de } = declarationOf(subject.register);
  const values: Readonly<Record<string, string>> = {
    authority: subject.authority,
    purpose: subject.purpose[locale],
    evidenceType: subject.evidenceType[locale],
    source: locale === 'de' ? dative : title[locale],
    fields: subject.fields.map((title) => title[locale]).join(', '),
    legalBasis: lawText(subject.legalBasis, locale),
    maxDays: String(subject.maxDays),
    retention: retentionFor(subject)[locale],
  };
  const template = templates.texts[subject.kind][locale].join('\n');
  const text = template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  const sha256 = createHash('sha256').update(text, 'utf8').digest('hex');
  return { text, sha256, locale, templateVersion: templates.version };
}

/** The text, in whichever language, that has this hash; nothing where none has. */
export const noticeOf = (subject: NoticeSubject, sha256: string): NoticeText | undefined =>
  locales.map((locale) => noticeText(subject, locale)).find((each) => each.sha256 === sha256);
