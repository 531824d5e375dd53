import { type AssuranceLevel, assuranceLevels } from '#libs/contracts';

/** A person who logs in at the local stack. Invented; the IDNr is from the test range (leading 0). */
export interface DemoCitizen {
  /** Name typed on the demo login page. */
  readonly login: string;
  readonly idnr: string;
  readonly birthDate: string;
  /** Plate of the vehicle the person holds. */
  readonly plate?: string;
  /** What the person is for, in a sentence. */
  readonly story: string;
}

/** The same for every seed; `demo-people.ts` holds their records. */
export const demoCitizens = {
  anna: {
    login: 'anna',
    idnr: '01234506788',
    birthDate: '1988-04-17',
    plate: 'H-EM 101E',
    story: 'lives in Hannover with her husband and her daughter and holds an electric car',
  },
  bernd: {
    login: 'bernd',
    idnr: '02471038561',
    birthDate: '1971-11-30',
    plate: 'H-EM 202',
    story: 'lives alone in Hannover and holds a car',
  },
  clara: {
    login: 'clara',
    idnr: '03856024170',
    birthDate: '1993-02-08',
    story: 'lives in Braunschweig under an information lock (BMG §51): every answer about her is neutral',
  },
} as const satisfies Record<string, DemoCitizen>;

/** How a citizen logs in: by name at level `high`, and as `<name>-low` and `<name>-substantial` at these. */
export const loginsOf = ({ login }: DemoCitizen): readonly { login: string; acr: AssuranceLevel }[] =>
  assuranceLevels.map((acr) => ({ login: acr === 'high' ? login : `${login}-${acr}`, acr }));
