import type { AssuranceLevel } from '#libs/contracts';
import type { Realm } from './clients-file.ts';

export const languages = ['de', 'en'] as const;
export type Language = (typeof languages)[number];

type ByLevel = Readonly<Record<AssuranceLevel, string>>;
/** Why a login page is shown again; `level` and `role` also say why an account does not fit. */
export type Fault = 'unknown' | 'level' | 'role';

interface Words {
  readonly demonstration: string;
  readonly title: string;
  readonly asks: (client: string) => string;
  readonly choose: Readonly<Record<Realm, string>>;
  /** What a level is shown by. */
  readonly by: Readonly<Record<Realm, ByLevel>>;
  /** What is needed to reach at least a level. */
  readonly needs: Readonly<Record<Realm, ByLevel>>;
  readonly signIn: string;
  readonly as: (name: string) => string;
  readonly onDay: (day: string) => string;
  readonly unfit: string;
  readonly others: string;
  readonly noTask: string;
  readonly faults: Readonly<Record<Fault, string>>;
  readonly byName: string;
  readonly accountName: string;
  readonly accounts: string;
  readonly cancel: string;
  readonly failed: string;
  readonly expired: string;
  readonly notStarted: string;
  readonly back: string;
  readonly backTo: (client: string) => string;
  readonly technical: string;
}

export const pageWords: Readonly<Record<Language, Words>> = {
  de: {
    demonstration: 'Vorführung, keine echte Behörde. Alle Personen sind erfunden.',
    title: 'Anmelden – Vorführung',
    asks: (client) => `Sie kommen von: ${client}. Dort wird gefragt, wer Sie sind.`,
    choose: {
      citizens: 'Wählen Sie eine erfundene Person. Sie brauchen kein Passwort und keinen echten Ausweis.',
      staff: 'Wählen Sie eine erfundene Person aus einer Behörde. Sie brauchen kein Passwort.',
    },
    by: {
      citizens: {
        low: 'mit Benutzername und Passwort',
        substantial: 'mit ELSTER-Zertifikat',
        high: 'mit Online-Ausweis',
      },
      staff: { low: 'mit Passwort', substantial: 'mit Passwort und Einmal-Code', high: 'mit Dienstkarte' },
    },
    needs: {
      citizens: {
        low: 'Jede Anmeldung reicht aus.',
        substantial: 'Hierfür brauchen Sie ein ELSTER-Zertifikat oder Ihren Online-Ausweis.',
        high: 'Hierfür brauchen Sie Ihren Online-Ausweis.',
      },
      staff: {
        low: 'Jede Anmeldung reicht aus.',
        substantial: 'Hierfür brauchen Sie einen Einmal-Code oder Ihre Dienstkarte.',
        high: 'Hierfür brauchen Sie Ihre Dienstkarte.',
      },
    },
    signIn: 'Anmelden',
    as: (name) => `als ${name}`,
    onDay: (day) => `als wäre es der ${day}`,
    unfit: 'Passt hier nicht:',
    others: 'Weitere Personen, die hier nicht passen',
    noTask: 'Diese Person hat hier keine Aufgabe.',
    faults: {
      unknown: 'Dieses Konto gibt es hier nicht. Bitte wählen Sie eine Person aus der Liste.',
      level: 'Diese Anmeldung ist hier nicht sicher genug. Bitte wählen Sie eine andere.',
      role: 'Diese Person hat hier keine Aufgabe. Bitte wählen Sie eine andere.',
    },
    byName: 'Mit Namen des Kontos anmelden',
    accountName: 'Name des Kontos',
    accounts: 'Es gibt:',
    cancel: 'Abbrechen und zurück',
    failed: 'Die Anmeldung hat nicht geklappt',
    expired:
      'Diese Anmeldung ist abgelaufen, oder sie wurde in einem anderen Browser begonnen. Bitte beginnen Sie neu.',
    notStarted:
      'Die Anmeldung wurde nicht richtig begonnen. Das liegt nicht an Ihnen. Bitte beginnen Sie neu.',
    back: 'Gehen Sie in Ihrem Browser zurück zu der Seite, von der Sie kommen.',
    backTo: (client) => `Zurück zu: ${client}`,
    technical: 'Für die Technik',
  },
  en: {
    demonstration: 'Demonstration, not a real authority. All people are invented.',
    title: 'Sign in – demonstration',
    asks: (client) => `You come from: ${client}. It asks who you are.`,
    choose: {
      citizens: 'Choose an invented person. You need no password and no real ID card.',
      staff: 'Choose an invented person of an authority. You need no password.',
    },
    by: {
      citizens: {
        low: 'with user name and password',
        substantial: 'with ELSTER certificate',
        high: 'with online ID card',
      },
      staff: {
        low: 'with password',
        substantial: 'with password and one-time code',
        high: 'with staff card',
      },
    },
    needs: {
      citizens: {
        low: 'Any sign-in will do.',
        substantial: 'You need an ELSTER certificate or your online ID card for this.',
        high: 'You need your online ID card for this.',
      },
      staff: {
        low: 'Any sign-in will do.',
        substantial: 'You need a one-time code or your staff card for this.',
        high: 'You need your staff card for this.',
      },
    },
    signIn: 'Sign in',
    as: (name) => `as ${name}`,
    onDay: (day) => `as if it were ${day}`,
    unfit: 'Does not fit here:',
    others: 'Other people, who do not fit here',
    noTask: 'This person has no task here.',
    faults: {
      unknown: 'There is no such account here. Please choose a person from the list.',
      level: 'This sign-in is not sure enough here. Please choose another one.',
      role: 'This person has no task here. Please choose another one.',
    },
    byName: 'Sign in by the name of an account',
    accountName: 'Name of the account',
    accounts: 'There are:',
    cancel: 'Cancel and go back',
    failed: 'The sign-in did not work',
    expired: 'This sign-in has expired or was begun in another browser. Please start again.',
    notStarted: 'The sign-in was not begun correctly. This is not your fault. Please start again.',
    back: 'In your browser, go back to the page that you came from.',
    backTo: (client) => `Back to: ${client}`,
    technical: 'Technical detail',
  },
};
