import type { HardWord } from './hard-word.ts';

/** What is brought, used or told at an authority. */
export const wordsOfPapers: readonly HardWord[] = [
  {
    found: /Meldebescheinigung/,
    word: ['Meldebescheinigung', 'Certificate of residence (Meldebescheinigung)'],
    means: [
      'Ein Papier der Meldebehörde, auf dem steht, wo Sie wohnen.',
      'A paper of the residents registration office that says where you live.',
    ],
  },
  {
    found: /Zulassungsbescheinigung Teil I\b/,
    word: [
      'Zulassungs\u00adbescheinigung Teil I',
      'Registration certificate part I (Zulassungs\u00adbescheinigung Teil I)',
    ],
    means: [
      'Das Papier zum Fahrzeug, das Sie beim Fahren dabeihaben. Früher hieß es Fahrzeugschein.',
      'The paper of the vehicle that you have with you when you drive.',
    ],
  },
  {
    found: /(Handelsr|R)egisterauszug|register excerpt/i,
    word: ['Registerauszug', 'Register excerpt'],
    means: [
      'Ein Blatt, auf dem steht, was das Handelsregister über ein Unternehmen sagt.',
      'A sheet that shows what the commercial register says of a company.',
    ],
  },
  {
    found: /Online-Ausweis|online ID card/i,
    word: ['Online-Ausweis', 'Online ID card'],
    means: [
      'Damit weisen Sie sich im Internet aus: mit Ihrem Personalausweis, Ihrem elektronischen Aufenthaltstitel oder der eID-Karte für Menschen aus der EU und dem EWR. Dazu brauchen Sie Ihre PIN und ein Handy oder Lesegerät.',
      'You identify yourself on the internet by it: with a German identity card, an electronic residence permit, or the eID card for citizens of the EU and EEA. You need your PIN, and a phone or card reader.',
    ],
  },
  {
    found: /Gewerbeanzeige|Trade notice/i,
    word: ['Gewerbeanzeige', 'Trade notice'],
    means: [
      'Die Mitteilung an das Gewerbeamt, dass Sie ein Gewerbe beginnen.',
      'What you tell the trade office when you begin a trade.',
    ],
  },
  {
    found: /Vergabeverfahren|Public procurement/i,
    word: ['Vergabeverfahren', 'Public procurement'],
    means: [
      'So sucht eine Behörde aus, welche Firma einen Auftrag bekommt.',
      'How an authority selects the company that gets an order.',
    ],
  },
  {
    found: /Aktenzeichen|File number/i,
    word: ['Aktenzeichen', 'File number'],
    means: [
      'Die Nummer, unter der die Behörde Ihren Fall führt.',
      'The number under which the authority keeps your case.',
    ],
  },
  {
    found: /Datenschutzbehörde|data protection authority/i,
    word: ['Datenschutzbehörde', 'Data protection authority'],
    means: [
      'Die Stelle, die darüber wacht, wie Behörden mit Ihren Daten umgehen.',
      'The body that watches over what authorities do with your data.',
    ],
  },
];

/** Short names of laws. */
export const wordsOfLaws: readonly HardWord[] = [
  {
    found: /\bEGovG\b/,
    word: ['EGovG', 'EGovG'],
    means: [
      'Das Gesetz für Verwaltung im Internet (E-Government-Gesetz).',
      'The act on administration by electronic means.',
    ],
  },
  {
    found: /\bOZG\b/,
    word: ['OZG', 'OZG'],
    means: [
      'Das Gesetz für Behördengänge im Internet (Onlinezugangsgesetz).',
      'The act on online access to authorities.',
    ],
  },
  {
    found: /\b(DSGVO|GDPR)\b/,
    word: ['DSGVO', 'GDPR'],
    means: [
      'Die Datenschutz-Grundverordnung der Europäischen Union.',
      'The General Data Protection Regulation of the European Union.',
    ],
  },
  {
    found: /\bBMG\b/,
    word: ['BMG', 'BMG'],
    means: ['Das Gesetz für die Melderegister (Bundesmeldegesetz).', 'The act on the residents registers.'],
  },
  {
    found: /\bStVO\b/,
    word: ['StVO', 'StVO'],
    means: ['Die Straßenverkehrs-Ordnung.', 'The road traffic regulations.'],
  },
  {
    found: /\bStVG\b/,
    word: ['StVG', 'StVG'],
    means: ['Das Straßenverkehrsgesetz.', 'The road traffic act.'],
  },
  {
    found: /\bFZV\b/,
    word: ['FZV', 'FZV'],
    means: [
      'Die Regeln für die Zulassung von Fahrzeugen (Fahrzeug-Zulassungsverordnung).',
      'The rules for registering vehicles.',
    ],
  },
  {
    found: /\bGewO\b/,
    word: ['GewO', 'GewO'],
    means: ['Das Gesetz für Gewerbe (Gewerbeordnung).', 'The act on trades.'],
  },
  {
    found: /\bHGB\b/,
    word: ['HGB', 'HGB'],
    means: [
      'Das Gesetz für Kaufleute und Firmen (Handelsgesetzbuch).',
      'The act on merchants and companies.',
    ],
  },
  {
    found: /\bSGB X\b/,
    word: ['SGB X', 'SGB X'],
    means: [
      'Das Zehnte Buch des Sozialgesetzbuchs. Es regelt, wie Sozialbehörden arbeiten.',
      'Book ten of the social code, on how social authorities work.',
    ],
  },
  {
    found: /\bWoGG\b/,
    word: ['WoGG', 'WoGG'],
    means: ['Das Wohngeldgesetz.', 'The act on housing benefit.'],
  },
];
