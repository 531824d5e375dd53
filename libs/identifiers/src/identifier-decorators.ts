import type { ValidationOptions } from 'class-validator';
import { parseAgs } from './ags.ts';
import type { Period } from './area-history.ts';
import { parseArs } from './ars.ts';
import { parseChip } from './chip.ts';
import { parseDay, parsePartialDate } from './day.ts';
import { parseEuid } from './euid.ts';
import { parseIdnr, type IdnrOptions } from './idnr.ts';
import { parseInstant } from './instant.ts';
import { parseLei } from './lei.ts';
import { parsedBy, type Reading } from './parsed-by.decorator.ts';
import { parsePlate } from './plate.ts';
import { parseSeason } from './plate-season.ts';
import { parsePostcode, parsePostcodeOf } from './postcode.ts';
import { problemCodeOf } from './problem-code.ts';
import { parseRegisterCourt } from './register-court.ts';
import { parseRegisterNumber } from './register-number.ts';
import { parseVehicleNumber, parseVin } from './vin.ts';
import { parseWidnr } from './widnr.ts';

/*
 * Every decorator checks the canonical spelling, so what passes can be stored and compared as it is. The key in
 * `ValidationError.constraints` is the problem code and its message the explanation; neither contains the value.
 */

type Decorator = (options?: ValidationOptions) => PropertyDecorator;

const malformed = ['identifier-malformed'];
const checked = ['identifier-malformed', 'check-digit-wrong'];
const listed = ['identifier-malformed', 'identifier-unknown'];

const identifier =
  (read: Reading, problems: readonly string[]): Decorator =>
  (options) =>
    parsedBy(read, problemCodeOf, problems, options);

const date =
  (read: Reading): Decorator =>
  (options) =>
    parsedBy(read, () => 'request-invalid', ['request-invalid'], options);

/** IDNr; `testNumbers` also accepts the test range (leading 0). */
export const IsIdnr = (
  { testNumbers = false }: IdnrOptions = {},
  options?: ValidationOptions,
): PropertyDecorator => identifier((text) => parseIdnr(text, { testNumbers }), checked)(options);

export const IsWidnr = identifier(parseWidnr, checked);
export const IsLei = identifier(parseLei, checked);
export const IsChip = identifier(parseChip, malformed);
export const IsVin = identifier(parseVin, malformed);
/** VIN, or the number of a vehicle from before ISO 3779. */
export const IsVehicleNumber = identifier(parseVehicleNumber, malformed);
/** Plate without its season. The shorter length of seasonal plates needs both: `parsePlate(text, { season })`. */
export const IsPlate = identifier((text) => parsePlate(text), malformed);
export const IsPlateSeason = identifier(parseSeason, malformed);
export const IsRegisterNumber = identifier(parseRegisterNumber, malformed);
export const IsRegisterCourt = identifier(parseRegisterCourt, listed);
export const IsEuid = identifier(parseEuid, listed);
export const IsAgs = identifier((text) => parseAgs(text), listed);
/** Municipality key that was valid in the period which the object states. */
export const IsAgsIn = <T>(periodOf: (whole: T) => Period): PropertyDecorator =>
  identifier((text, whole) => parseAgs(text, textsOf(periodOf(whole as T))), listed)();

/** A bound that is no text is refused as the member it came from, and bounds nothing here. */
const textsOf = (period: Period): Period =>
  Object.fromEntries(Object.entries(period).filter(([, day]) => typeof day === 'string'));

export const IsArs = identifier(parseArs, listed);
export const IsPostcode = identifier(parsePostcode, malformed);
/** A country that is no text is refused as the member it is, and names no state here. */
const countryOf = (whole: unknown): string | undefined => {
  const { country } = whole as { readonly country?: unknown };
  return typeof country === 'string' ? country : undefined;
};
/** Postcode of an address whose member `country` names the state where it is not Germany. */
export const IsPostcodeAnywhere = identifier(
  (text, whole) => parsePostcodeOf(text, countryOf(whole)),
  malformed,
);

/** A real calendar day, `YYYY-MM-DD`. */
export const IsDay = date(parseDay);
/** A day whose unknown parts are zeros, `1998-00-00`. */
export const IsPartialDate = date(parsePartialDate);
/** An instant with its zone, RFC 3339. */
export const IsInstant = date(parseInstant);
