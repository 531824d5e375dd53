import type { About } from './demo-citizens.ts';

/** A member of staff who logs in at the local stack, at one authority. Invented. */
export interface DemoStaff {
  /** Name typed on the demo login page. */
  readonly login: string;
  /** `sub` of the tokens. */
  readonly person: string;
  readonly name: string;
  readonly authority: string;
  /** Where the table of authorities does not name it. */
  readonly authorityName?: string;
  readonly roles: readonly {
    readonly service: string;
    readonly role: 'clerk' | 'developer' | 'officer' | 'operator';
  }[];
  /** Client at which the person logs in. */
  readonly desk: string;
  /** What the person does and what can be tried as such, in plain words for the login page. */
  readonly about: About;
}

type Register = 'residents' | 'vehicles' | 'business';

type Who = Pick<DemoStaff, 'login' | 'person' | 'name' | 'about'>;

const who = (login: string, name: string, person: string, de: string, en: string): Who => ({
  login,
  person,
  name,
  about: { de, en },
});

const officer = (someone: Who, register: Register, authority: string, desk = `desk-${register}`) => ({
  ...someone,
  authority,
  roles: [{ service: register, role: 'officer' as const }],
  desk,
});

const operator = (someone: Who) => ({
  ...someone,
  authority: 'betrieb-einmal',
  authorityName: 'Betrieb Einmal',
  roles: [{ service: 'operator', role: 'operator' as const }],
  desk: 'desk-operator',
});

const clerk = (someone: Who, authority: string, authorityName?: string) => ({
  ...someone,
  authority,
  ...(authorityName && { authorityName }),
  roles: [{ service: 'procedures', role: 'clerk' as const }],
  desk: 'desk-procedures',
});

const developer = (someone: Who, authority: string, authorityName: string) => ({
  ...someone,
  authority,
  authorityName,
  roles: [{ service: 'gateway', role: 'developer' as const }],
  desk: 'desk-development',
});

const residentsOffice = 'meldebehoerde-hannover';
const vehicleOffice = 'zulassung-landeshauptstadt-hannover';
const roadOffice = ['strassenverkehr-hannover', 'Landeshauptstadt Hannover, Straßenverkehrsbehörde'] as const;
const tradeOffice = ['gewerbeamt-hannover', 'Landeshauptstadt Hannover, Gewerbeamt'] as const;

/** In this order at the login page. */
export const demoStaff: readonly DemoStaff[] = [
  clerk(
    who(
      'petra',
      'Petra Linde',
      'p_Vf4nS6dGy8HtKb2Q',
      'Entscheidet über Bewohner-Parkausweise. Zum Ausprobieren: einen Antrag übernehmen und entscheiden.',
      'Decides on resident parking permits. To try: take an application and decide it.',
    ),
    ...roadOffice,
  ),
  clerk(
    who(
      'pavel',
      'Pavel Novák',
      'p_Rm9wP3xCz5JvLe7T',
      'Arbeitet neben Petra Linde. Zum Ausprobieren: Was sie übernommen hat, ist für ihn vergeben.',
      'Works beside Petra Linde. To try: what she has taken is no longer free for him.',
    ),
    ...roadOffice,
  ),
  clerk(
    who(
      'ines',
      'Ines Moor',
      'p_Nb1qA8kFu6MsYo4D',
      'Entscheidet über Anträge zur Zulassung. Zum Ausprobieren: eine Umschreibung bearbeiten.',
      'Decides on applications at the vehicle office. To try: work on a re-registration.',
    ),
    vehicleOffice,
  ),
  clerk(
    who(
      'greta',
      'Greta Feld',
      'p_Tc3hD7jWe5LzXn9P',
      'Sieht Gewerbeanzeigen durch. Zum Ausprobieren: eine Anzeige prüfen.',
      'Looks at trade notices. To try: check a notice.',
    ),
    ...tradeOffice,
  ),
  officer(
    who(
      'hanna',
      'Hanna Sommer',
      'p_yT4nQ8wLr2ZbVx6K',
      'Führt das Melderegister von Hannover. Zum Ausprobieren: Zweifel an einer Angabe bearbeiten.',
      'Keeps the residents register of Hannover. To try: work on a doubt about an entry.',
    ),
    'residents',
    residentsOffice,
  ),
  officer(
    who(
      'georg',
      'Georg Winter',
      'p_Jm7sE3pXc9RfUa5D',
      'Führt das Melderegister von Göttingen. Zum Ausprobieren: Er sieht keine Fälle von Hannover.',
      'Keeps the residents register of Göttingen. To try: he sees no cases of Hannover.',
    ),
    'residents',
    'meldebehoerde-goettingen',
    'desk-residents-goettingen',
  ),
  officer(
    who(
      'viola',
      'Viola Berg',
      'p_Bk6hT1vNz8GqWo3M',
      'Bearbeitet Fälle der Zulassungsbehörde von Hannover. Zum Ausprobieren: einen Fall übernehmen.',
      'Works on cases of the vehicle office of Hannover. To try: take a case.',
    ),
    'vehicles',
    vehicleOffice,
  ),
  officer(
    who(
      'volker',
      'Volker Tal',
      'p_Xd2fY9jPs5LcRe7H',
      'Arbeitet neben Viola Berg. Zum Ausprobieren: den Fall sehen, den sie übernommen hat.',
      'Works beside Viola Berg. To try: see the case that she has taken.',
    ),
    'vehicles',
    vehicleOffice,
  ),
  officer(
    who(
      'bruno',
      'Bruno Stein',
      'p_Qa8mU4tKv6SnGi1W',
      'Führt das Handelsregister von Hannover. Zum Ausprobieren: Fälle von Unternehmen ansehen.',
      'Keeps the companies register of Hannover. To try: look at cases of companies.',
    ),
    'business',
    'registergericht-hannover',
  ),
  operator(
    who(
      'olga',
      'Olga Bach',
      'p_Ze5rC7gBh3NyTd9F',
      'Überwacht die Datenströme. Zum Ausprobieren: um eine Wiederholung bitten.',
      'Watches the streams. To try: ask for a replay.',
    ),
  ),
  operator(
    who(
      'paul',
      'Paul Strand',
      'p_Lw1xM6kOj4VpQs8A',
      'Sieht als Zweiter nach. Zum Ausprobieren: der Wiederholung zustimmen, um die Olga Bach gebeten hat.',
      'Is the second pair of eyes. To try: approve the replay that Olga Bach asked for.',
    ),
  ),
  developer(
    who(
      'dora',
      'Dora Kern',
      'p_Gs9vB2tLf7XdKm4R',
      'Bindet ein System der Straßenverkehrsbehörde an. Zum Ausprobieren: eine erste Anfrage stellen.',
      'Connects a system of the road traffic office. To try: make a first request.',
    ),
    ...roadOffice,
  ),
];
