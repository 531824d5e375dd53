import type { Branded } from './branded.ts';
import { failures, success, type Parsed, type Warning } from './parsed.ts';
import { plainHyphens, upperCase, withoutBlanks } from './text.ts';

/** Vehicle identification number (ISO 3779): 17 characters without I, O and Q. */
export type Vin = Branded<'Vin'>;

export const vinFailures = failures({
  LENGTH:
    'A vehicle identification number has 17 characters; copy it in full from field E of the certificate.',
  CHARSET:
    'A vehicle identification number has only digits and capital letters without I, O and Q; I and O are usually 1 and 0.',
});

/** European makers put filler at position 9, so a misfit is normal there and never a reason to refuse. */
const checkDigitMisfit: readonly Warning[] = [
  {
    code: 'CHECK_DIGIT',
    explanation:
      'Position 9 is not the check digit of North American makers. For a vehicle from there, compare the number again.',
  },
];

const form = /^[0-9A-HJ-NPR-Z]{17}$/;
const olderForm = /^[0-9A-Z]{3,14}$/;
const hyphens = /-+/g;
const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
/** Digit values of A to Z in 49 CFR §565.15; 0 where the letter is not used. */
const letterValues = [1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4, 5, 0, 7, 0, 9, 2, 3, 4, 5, 6, 7, 8, 9];

/** Whether a number is of the kind that ISO 3779 replaced: shorter, and with no rule about its letters. */
export const isOlderVin = (vin: string): boolean => vin.length < 17;

/** Removes blanks and hyphens, upper case. */
export const normaliseVin = (text: string): string =>
  upperCase(plainHyphens(withoutBlanks(text)).replace(hyphens, ''));

/** Reads a canonical VIN; warns when position 9 is not a North American check digit. */
export function parseVin(text: string): Parsed<Vin> {
  if (text.length !== 17) return vinFailures.LENGTH;
  if (!form.test(text)) return vinFailures.CHARSET;
  const vin = text as Vin;
  return text[8] === northAmericanCheckDigit(text) ? success(vin) : success(vin, checkDigitMisfit);
}

/**
 * Reads a canonical VIN or the number of a vehicle from before ISO 3779, which has at most 14 characters (StVZO §59(2));
 * 15 and 16 characters are a VIN with something left out.
 */
export const parseVehicleNumber = (text: string): Parsed<Vin> =>
  olderForm.test(text) ? success(text as Vin) : parseVin(text);

/** The check character 49 CFR §565.15 puts at position 9, for 17 allowed characters. */
export function northAmericanCheckDigit(text: string): string {
  let sum = 0;
  for (let index = 0; index < 17; index++) {
    const code = text.charCodeAt(index);
    sum += (weights[index] ?? 0) * (code < 65 ? code - 48 : (letterValues[code - 65] ?? 0));
  }
  const remainder = sum % 11;
  return remainder === 10 ? 'X' : String(remainder);
}
