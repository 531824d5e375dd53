import { type AssuranceLevel, assuranceLevels } from '#libs/contracts';

export interface About {
  readonly de: string;
  readonly en: string;
}

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
  /** Who the person is and what can be tried as such, in plain words for the login page. */
  readonly about: About;
}

/** The same for every seed; `demo-people.ts` holds their records. The login page shows them in this order. */
export const demoCitizens = {
  anna: {
    login: 'anna',
    idnr: '01234506788',
    birthDate: '1988-04-17',
    account: 'b7Q2mVt0XlcnZ6bKq4dG',
    plate: 'H-EM 101E',
    about: {
      de: 'Wohnt mit Mann und Tochter in Hannover und hat ein Elektro-Auto mit dem Kennzeichen H-EM 101E. Zum Ausprobieren: einen Bewohner-Parkausweis beantragen, fast ohne etwas einzutippen.',
      en: 'Lives in Hannover with her husband and daughter and has an electric car with the plate H-EM 101E. To try: apply for a resident parking permit and type almost nothing.',
    },
  },
  bernd: {
    login: 'bernd',
    idnr: '02471038561',
    birthDate: '1971-11-30',
    account: 'k9TkYQ2mVt0Xh1sRwJu8',
    plate: 'H-EM 202',
    about: {
      de: 'Wohnt allein in Hannover und hat ein Auto mit dem Kennzeichen H-EM 202. Zum Ausprobieren: alle Angaben abrufen lassen, oder eine Wahl wieder zurücknehmen.',
      en: 'Lives alone in Hannover and has a car with the plate H-EM 202. To try: have all data fetched, or take a choice back.',
    },
  },
  clara: {
    login: 'clara',
    idnr: '03856024170',
    birthDate: '1993-02-08',
    account: 'w3eFh5JgPiWoUyTrEQn1',
    cameUnderLock: true,
    // Under an information lock (BMG §51): answers about her are neutral, and no number is told for her.
    about: {
      de: 'Wohnt in Braunschweig. Ihre Daten sind besonders geschützt: Register geben keine Auskunft über sie. Zum Ausprobieren: Ein Antrag geht auch so, mit eigenen Nachweisen.',
      en: 'Lives in Braunschweig. Her data are specially protected: registers tell nothing about her. To try: she can apply all the same, with proofs of her own.',
    },
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
