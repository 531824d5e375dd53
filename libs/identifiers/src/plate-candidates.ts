import { plateDistricts } from './area-data.ts';
import { normalisePlate, parsePlate, type Plate } from './plate.ts';

const compactForm = /^([A-ZÄÖÜ]{2,5})(\d{1,4}[HE]?)$/;
const separators = /[- ]+/g;

/**
 * Every plate a text can mean: one when it has its separators, several when they are missing (`HIA12` is H-IA 12 or
 * HI-A 12), none when it is not a plate. Lower Saxon districts come first; the order is no answer, a person chooses.
 */
export function plateCandidates(text: string): readonly Plate[] {
  const normalised = normalisePlate(text);
  const exact = parsePlate(normalised);
  if (exact.ok) return [exact.value];
  const match = compactForm.exec(normalised.replace(separators, ''));
  if (!match) return [];
  const [, word = '', number = ''] = match;
  return [1, 2, 3]
    .map((length) => parsePlate(`${word.slice(0, length)}-${word.slice(length)} ${number}`))
    .flatMap((parsed) => (parsed.ok ? [parsed.value] : []))
    .toSorted((a, b) => rank(a) - rank(b));
}

const rank = ({ district }: Plate): number => (plateDistricts().has(district) ? 0 : 1);
