import { type DigestKey, pseudonym, type RepresentationVerdict } from '#libs/contracts';
import { personMark, searchForm } from '#libs/identifiers';
import type { Representative } from './company-parts.ts';
import type { Company } from './company.entity.ts';

/** What is read of a record to tell whether somebody represents the company. */
export const representationProperties = [
  'officers',
  'status',
  'successor',
  'endedOn',
] as const satisfies readonly (keyof Company)[];

export type RepresentedCompany = Pick<Company, 'id' | (typeof representationProperties)[number]>;

/** Of a question about a company. */
interface Asked {
  readonly key: string;
  readonly by: readonly string[];
  readonly beside?: string;
}

/**
 * Whether one of the officers of this company is the person with these marks; nobody is looked for elsewhere (HRV §52). Where the
 * entry does not say how the officer represents, or in liquidation and insolvency, where others do or others decide (GmbHG §§66, 68,
 * AktG §§265, 269, InsO §80), it is a doubt.
 * @param entryKey of the names of entries
 */
export function judgeOfficer(
  { key, by, beside }: Asked,
  company: RepresentedCompany,
  entryKey: DigestKey,
): RepresentationVerdict {
  if (hasEnded(company)) return refused;
  const marked = company.officers.map((officer) => ({ officer, mark: personMark(key, officer) }));
  const theirs = marked.filter(({ mark }) => mark !== undefined && by.includes(mark));
  if (theirs.length === 0) return refused;
  const [said, ...others] = new Set(theirs.map(({ officer }) => officer.representation ?? 'DOUBT'));
  if (company.status !== 'ACTIVE' || said === undefined || said === 'DOUBT' || others.length > 0)
    return doubted;
  if (said === 'ALONE') return { answer: said, open: true };
  const joint = marked.filter(({ officer }) => officer.representation === 'JOINTLY');
  const entries = joint.map(({ officer }) => entryOf(company.id, officer, entryKey));
  const [entry = ''] = theirs.map(({ officer }) => entryOf(company.id, officer, entryKey));
  // One person may have two numbers, and two of one name and birth date are one to their marks: each entry has one yes.
  const isOne = theirs.length === 1 && entry !== beside;
  if (!isOne || new Set(joint.flatMap(({ mark }) => mark ?? [])).size < 2) return doubted;
  const isBeside = entries.filter((each) => each === beside).length === 1;
  return { answer: said, open: true, entry, ...(beside !== undefined && { beside: isBeside }) };
}

/** The same for the same officer of a company as long as the entry has these names and this birth date, and elsewhere another. */
const entryOf = (company: string, officer: Representative, key: DigestKey): string => {
  const { familyName, givenNames, birthDate } = officer;
  return pseudonym(key, 'officer', company, searchForm(familyName), searchForm(givenNames), birthDate ?? '');
};

/** Deleted, absorbed, or gone on under another number: the sheet is closed. */
const hasEnded = ({ status, endedOn, successor }: RepresentedCompany): boolean =>
  status === 'DELETED' || status === 'TRANSFORMED' || endedOn !== null || successor !== null;

export const refused: RepresentationVerdict = { answer: 'NO', open: false };
const doubted: RepresentationVerdict = { answer: 'DOUBT', open: false };
