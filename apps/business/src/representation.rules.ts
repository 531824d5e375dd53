import type { RepresentationVerdict } from '#libs/contracts';
import { personMark } from '#libs/identifiers';
import type { Company } from './company.entity.ts';

/** What is read of a record to tell whether somebody represents the company. */
export const representationProperties = [
  'officers',
  'status',
  'successor',
  'endedOn',
] as const satisfies readonly (keyof Company)[];

export type RepresentedCompany = Pick<Company, (typeof representationProperties)[number]>;

/**
 * Whether one of the officers of this company is the person with these marks; which one is not said, and nobody is looked for
 * elsewhere (HRV §52). Where the entry does not say how the officer represents, or in liquidation and insolvency, where others
 * do or others decide (GmbHG §§66, 68, AktG §§265, 269, InsO §80), it is a doubt.
 */
export function judgeOfficer(
  key: string,
  company: RepresentedCompany,
  by: readonly string[],
): RepresentationVerdict {
  if (hasEnded(company)) return refused;
  const theirs = company.officers.filter((each) => {
    const mark = personMark(key, each);
    return mark !== undefined && by.includes(mark);
  });
  if (theirs.length === 0) return refused;
  const [said, ...others] = new Set(theirs.map(({ representation }) => representation ?? 'DOUBT'));
  if (company.status !== 'ACTIVE' || said === undefined || others.length > 0) return doubted;
  return { answer: said, open: said !== 'DOUBT' };
}

/** Deleted, absorbed, or gone on under another number: the sheet is closed. */
const hasEnded = ({ status, endedOn, successor }: RepresentedCompany): boolean =>
  status === 'DELETED' || status === 'TRANSFORMED' || endedOn !== null || successor !== null;

export const refused: RepresentationVerdict = { answer: 'NO', open: false };
const doubted: RepresentationVerdict = { answer: 'DOUBT', open: false };
