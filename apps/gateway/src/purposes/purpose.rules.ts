import { declarationOf } from '#libs/contracts';
import { locales, noticeText, offerFor } from '../consents/index.ts';
import type { EvidenceTypes } from '../evidence-types/index.ts';
import { type Grant, isPreviewed, isValidAt, type PolicySnapshot } from '../policy/index.ts';
import type { PurposeDto, PurposeEvidenceDto } from './purpose.dto.ts';

interface Rules {
  readonly types: EvidenceTypes;
  readonly policy: PolicySnapshot;
  readonly nowMs: number;
}

/**
 * For what an authority may ask now, by its own grants.
 * @param byWill only what a person chooses or consents to
 */
export function purposesOf(authority: string, byWill: boolean, rules: Rules): readonly PurposeDto[] {
  const { policy, nowMs } = rules;
  const standing = [...policy.grants.values()].flatMap((grants) => {
    const valid = grants.filter((each) => each.authority === authority && isValidAt(each, nowMs));
    // Of each the first rules, as in a decision.
    const will = valid.find(({ kind }) => kind !== 'STATUTE');
    const statute = byWill ? undefined : valid.find(({ kind }) => kind === 'STATUTE');
    return [will, statute].filter((each) => each !== undefined);
  });
  return [...policy.purposes].flatMap(([id, title]) => {
    const evidence = standing
      .filter(({ purpose }) => purpose === id)
      .flatMap((grant) => toEvidence(grant, rules));
    return evidence.length === 0 ? [] : [{ id, title, minimumAcr: policy.minimumAcrs.get(id)!, evidence }];
  });
}

/** Nothing where the catalogue no longer has the type. */
function toEvidence(grant: Grant, rules: Rules): readonly PurposeEvidenceDto[] {
  const type = rules.types.get(grant.evidenceType);
  if (type === undefined) return [];
  const { fields, kind, legalBasis, subjectKinds, previewNotPossible, socialData } = grant;
  return [
    {
      evidenceType: type.id,
      title: type.title,
      register: type.register,
      registerTitle: declarationOf(type.register).title,
      subjectKinds,
      birthDateRequired: type.birthDateRequired,
      fields: fields.map((path) => ({ path, title: type.fields[path]! })),
      kind,
      legalBasis,
      previewRequired: isPreviewed(grant),
      ...(previewNotPossible !== undefined && { previewNotPossible }),
      socialData,
      notices: kind === 'STATUTE' ? [] : noticesOf(grant, rules),
    },
  ];
}

function noticesOf({ authority, purpose, evidenceType }: Grant, rules: Rules) {
  const { notice } = offerFor({ authority, purpose, evidenceType }, rules);
  return locales.map((locale) => {
    const { text, sha256 } = noticeText(notice, locale);
    return { locale, text, sha256 };
  });
}
