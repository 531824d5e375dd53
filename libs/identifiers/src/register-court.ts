import { registerCourts } from './area-data.ts';
import type { Branded } from './branded.ts';
import { failures, success, type Parsed } from './parsed.ts';
import { upperCase, withoutBlanks } from './text.ts';

/** XJustiz code of a register court: a letter, four digits, in some states R or V. */
export type RegisterCourt = Branded<'RegisterCourt'>;

export const registerCourtFailures = failures({
  FORMAT:
    'A register court code is a capital letter with four digits, in some states followed by R or V; send the code, not the name.',
  UNKNOWN_COURT:
    'No register court of Lower Saxony has this code; take it from the XUnternehmen list of register courts.',
});

const form = /^[A-Z]\d{4}[RV]?$/;
const LOWER_SAXONY = 'P';

export const normaliseRegisterCourt = (text: string): string => upperCase(withoutBlanks(text));

/** Reads a canonical court code. Lower Saxon codes must be on the list; of other states only the form is known. */
export function parseRegisterCourt(text: string): Parsed<RegisterCourt> {
  if (!form.test(text)) return registerCourtFailures.FORMAT;
  if (isUnknownCourt(text)) return registerCourtFailures.UNKNOWN_COURT;
  return success(text as RegisterCourt);
}

export const isUnknownCourt = (code: string): boolean =>
  code.startsWith(LOWER_SAXONY) && !registerCourts().has(code);

/** Name of a Lower Saxon register court, `Amtsgericht …`. */
export const registerCourtName = (code: string): string | undefined => registerCourts().get(code);
