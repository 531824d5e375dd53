import { parsePostcode } from '#libs/identifiers';
import type { BusinessAddress } from './company-parts.ts';

const placed = /^(?:(.+), )?(\d{5}) (\D+)$/;
const streetAndNumber = /^(\D+) (\d{1,4}(?: ?[a-zA-Z])?(?: ?- ?\d{1,4}(?: ?[a-zA-Z])?)?)$/;
const careOf = /^c\/o\b/i;

/**
 * `street number, postcode place`, with additions between commas. The data cut many addresses off after "Str."; such
 * a text, and one whose street cannot be told, is kept as it was given beside whatever is certain.
 */
export function addressFrom(given: string): BusinessAddress {
  const match = placed.exec(withoutFullStops(given));
  const [, before = '', postcode = '', place = ''] = match ?? [];
  if (!parsePostcode(postcode).ok) return { asGiven: given };
  const parts = before === '' ? [] : before.split(', ');
  const streets = parts.flatMap((part) => streetOf(part) ?? []);
  const additions = parts.filter((part) => streetOf(part) === undefined);
  const [street] = streets;
  if (!street || streets.length > 1) return { postcode, place, asGiven: given };
  return { ...street, postcode, place, ...(additions.length > 0 && { addition: additions.join(', ') }) };
}

function streetOf(part: string): { readonly street: string; readonly houseNumber: string } | undefined {
  const match = careOf.test(part) ? null : streetAndNumber.exec(part);
  if (!match) return undefined;
  const [, street = '', houseNumber = ''] = match;
  return { street, houseNumber };
}

const withoutFullStops = (text: string): string => text.replace(/[. ]+$/, '');
