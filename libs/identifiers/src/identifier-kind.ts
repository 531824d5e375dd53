import { agsFailures, normaliseAgs, parseAgs } from './ags.ts';
import { arsFailures, normaliseArs, parseArs } from './ars.ts';
import { euidFailures, normaliseEuid, parseEuid } from './euid.ts';
import { idnrFailures, normaliseIdnr, parseIdnr, type IdnrOptions } from './idnr.ts';
import { leiFailures, normaliseLei, parseLei } from './lei.ts';
import type { FailureCode, Parsed } from './parsed.ts';
import { normalisePlate, parsePlate, plateFailures } from './plate.ts';
import { normalisePostcode, parsePostcode, postcodeFailures } from './postcode.ts';
import { normaliseRegisterCourt, parseRegisterCourt, registerCourtFailures } from './register-court.ts';
import { normaliseRegisterNumber, parseRegisterNumber, registerNumberFailures } from './register-number.ts';
import { normaliseVin, parseVin, vinFailures } from './vin.ts';
import { normaliseWidnr, parseWidnr, widnrFailures } from './widnr.ts';

/** Reads a canonical text of a kind; structured kinds keep that text under `text`. */
interface Reader {
  readonly normalise: (text: string) => string;
  readonly parse: (text: string, options?: IdnrOptions) => Parsed<unknown>;
  readonly failures: Readonly<Partial<Record<FailureCode, { readonly explanation: string }>>>;
}

const readers = {
  idnr: { normalise: normaliseIdnr, parse: parseIdnr, failures: idnrFailures },
  widnr: { normalise: normaliseWidnr, parse: parseWidnr, failures: widnrFailures },
  vin: { normalise: normaliseVin, parse: parseVin, failures: vinFailures },
  plate: { normalise: normalisePlate, parse: (text: string) => parsePlate(text), failures: plateFailures },
  registerNumber: {
    normalise: normaliseRegisterNumber,
    parse: parseRegisterNumber,
    failures: registerNumberFailures,
  },
  registerCourt: {
    normalise: normaliseRegisterCourt,
    parse: parseRegisterCourt,
    failures: registerCourtFailures,
  },
  euid: { normalise: normaliseEuid, parse: parseEuid, failures: euidFailures },
  lei: { normalise: normaliseLei, parse: parseLei, failures: leiFailures },
  ags: { normalise: normaliseAgs, parse: (text: string) => parseAgs(text), failures: agsFailures },
  ars: { normalise: normaliseArs, parse: parseArs, failures: arsFailures },
  postcode: { normalise: normalisePostcode, parse: parsePostcode, failures: postcodeFailures },
} as const satisfies Record<string, Reader>;

export type IdentifierKind = keyof typeof readers;
export const identifierKinds = Object.keys(readers) as readonly IdentifierKind[];

const readerOf = (kind: IdentifierKind): Reader => readers[kind];

/** Canonical spelling of a typed identifier; text that cannot be one comes back for `parse` to refuse. */
export const normaliseIdentifier = (kind: IdentifierKind, text: string): string =>
  readerOf(kind).normalise(text);

/** Reads a canonical identifier of a kind that is known only at run time, such as the subject of a lookup. */
export const parseIdentifier = (kind: IdentifierKind, text: string, options?: IdnrOptions): Parsed<unknown> =>
  readerOf(kind).parse(text, options);

/** What a failure code means for a kind and what to do; undefined when the kind never fails that way. */
export const explain = (kind: IdentifierKind, code: FailureCode): string | undefined =>
  readerOf(kind).failures[code]?.explanation;
