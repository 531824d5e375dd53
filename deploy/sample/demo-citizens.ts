import { type AssuranceLevel, assuranceLevels } from '#libs/contracts';

/** A person who logs in at the local stack. Invented; the IDNr is from the test range (leading 0). */
export interface DemoCitizen {
  /** Name typed on the demo login page. */
  readonly login: string;
  readonly idnr: string;
  readonly birthDate: string;
  /** Id of the account at the eID. */
  readonly account: string;
  /** Somebody who came under a lock, and has a login that plays on the day before. */
  readonly cameUnderLock?: true;
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
    account: 'b7Q2mVt0XlcnZ6bKq4dG',
    plate: 'H-EM 101E',
    story: 'lives in Hannover with her husband and her daughter and holds an electric car',
  },
  bernd: {
    login: 'bernd',
    idnr: '02471038561',
    birthDate: '1971-11-30',
    account: 'k9TkYQ2mVt0Xh1sRwJu8',
    plate: 'H-EM 202',
    story: 'lives alone in Hannover and holds a car',
  },
  clara: {
    login: 'clara',
    idnr: '03856024170',
    birthDate: '1993-02-08',
    account: 'w3eFh5JgPiWoUyTrEQn1',
    cameUnderLock: true,
    story:
      'lives in Braunschweig and came under an information lock (BMG §51): every answer about her is neutral, and no number is told for her',
  },
} as const satisfies Record<string, DemoCitizen>;

interface DemoLogin {
  readonly login: string;
  readonly acr: AssuranceLevel;
  readonly isBeforeLock?: true;
}

/**
 * How a citizen logs in: by name at level `high`, as `<name>-low` and `<name>-substantial` at these, and as `<name>-before`
 * on the day before a lock.
 */
export const loginsOf = ({ login, cameUnderLock }: DemoCitizen): readonly DemoLogin[] => [
  ...assuranceLevels.map((acr) => ({ login: acr === 'high' ? login : `${login}-${acr}`, acr })),
  ...(cameUnderLock ? [{ login: `${login}-before`, acr: 'high', isBeforeLock: true } as const] : []),
];
