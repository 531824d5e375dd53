import type { HardWord } from './hard-word.ts';

/** Of the residents register. */
export const wordsOfPersons: readonly HardWord[] = [
  {
    found: /Gemeindeschlüssel|municipality key/i,
    word: ['Gemeindeschlüssel', 'Municipality key'],
    means: [
      'Eine Nummer, die für eine Stadt oder Gemeinde steht.',
      'A number that stands for a town or municipality.',
    ],
  },
  {
    found: /Bedingter Sperrvermerk|Conditional lock/i,
    word: ['Bedingter Sperrvermerk', 'Conditional lock on the address'],
    means: [
      'Ein Schutz für Menschen, die zum Beispiel in einem Pflegeheim oder Frauenhaus wohnen. „Nein“ heißt: Für die Adresse gibt es ihn nicht.',
      'A protection for people who live in a nursing home or a women’s shelter, for example. “No” means: there is none for the address.',
    ],
  },
  {
    found: /Wohnungsstatus|Kind of residence/i,
    word: ['Wohnungsstatus', 'Kind of residence'],
    means: [
      'Ob es Ihre einzige Wohnung ist, Ihre Hauptwohnung oder eine Nebenwohnung.',
      'Whether it is your only home, your main home or a second home.',
    ],
  },
  {
    found: /Rufname|Call name/i,
    word: ['Rufname', 'Call name'],
    means: ['Der Vorname, mit dem Sie angesprochen werden.', 'The given name by which you are called.'],
  },
  {
    found: /Teil der Hausnummer|fraction of the house number/i,
    word: ['Teil der Hausnummer', 'Fraction of the house number'],
    means: [
      'Zum Beispiel 1/2, wenn die Hausnummer 12 1/2 ist.',
      'For example 1/2, where the house number is 12 1/2.',
    ],
  },
];

/** Of the vehicle register. */
export const wordsOfVehicles: readonly HardWord[] = [
  {
    found: /Halter(s|daten)?\b|holder/i,
    word: ['Halterin oder Halter', 'Holder'],
    means: [
      'Die Person oder Firma, auf die das Fahrzeug zugelassen ist.',
      'The person or company to whom the vehicle is registered.',
    ],
  },
  {
    found: /Fahrzeug-Identifizierungsnummer|Vehicle identification number/i,
    word: ['Fahrzeug-Identifizierungs\u00adnummer', 'Vehicle identification number'],
    means: [
      'Die Nummer des Fahrzeugs selbst. Sie steht im Fahrzeugschein bei E.',
      'The number of the vehicle itself. It stands in the registration certificate at E.',
    ],
  },
  {
    found: /(Hersteller|Typ)schlüsselnummer|(Manufacturer|Type) key/i,
    word: ['Hersteller- und Typschlüssel\u00adnummer', 'Manufacturer key and type key'],
    means: [
      'Nummern für den Hersteller und das Modell. Sie stehen im Fahrzeugschein bei 2.1 und 2.2.',
      'Numbers of the manufacturer and the model. They stand in the registration certificate at 2.1 and 2.2.',
    ],
  },
  {
    found: /Außerbetriebsetzung|Deregistered/i,
    word: ['Außerbetriebsetzung', 'Deregistered on'],
    means: [
      'Der Tag, an dem das Fahrzeug abgemeldet wurde.',
      'The day on which the vehicle was taken off the register for driving.',
    ],
  },
  {
    found: /Zuteilungsdatum|Plate assigned on/i,
    word: ['Zuteilungsdatum', 'Plate assigned on'],
    means: [
      'Der Tag, seit dem das Fahrzeug dieses Kennzeichen hat.',
      'The day since which the vehicle has this plate.',
    ],
  },
  {
    found: /^(Saison|Season)$/i,
    word: ['Saison', 'Season'],
    means: [
      'Die Monate, in denen ein Saisonkennzeichen gilt.',
      'The months in which a seasonal plate is valid.',
    ],
  },
  {
    found: /Erstzulassung|First registered on/i,
    word: ['Erstzulassung', 'First registered on'],
    means: [
      'Der Tag, an dem das Fahrzeug zum ersten Mal angemeldet wurde.',
      'The day on which the vehicle was registered for the first time.',
    ],
  },
  {
    found: /Fahrzeugklasse|Vehicle class/i,
    word: ['Fahrzeugklasse', 'Vehicle class'],
    means: [
      'Eine Abkürzung für die Art des Fahrzeugs, zum Beispiel M1 für einen Pkw.',
      'A short form for the kind of vehicle, for example M1 for a car.',
    ],
  },
  {
    found: /Handelsbezeichnung|Trade name/i,
    word: ['Handelsbezeichnung', 'Trade name'],
    means: ['Der Name, unter dem das Modell verkauft wird.', 'The name under which the model is sold.'],
  },
  {
    found: /Hubraum|Displacement/i,
    word: ['Hubraum', 'Displacement'],
    means: [
      'Wie groß die Zylinder des Motors zusammen sind.',
      'How large the cylinders of the engine are together.',
    ],
  },
  {
    found: /Gesamtmasse|Gross mass/i,
    word: ['Zulässige Gesamtmasse', 'Gross mass'],
    means: [
      'Wie schwer das Fahrzeug mit allem darin höchstens sein darf.',
      'How heavy the vehicle may be at most with all that is in it.',
    ],
  },
  {
    found: /Emissionsklasse|Emission class/i,
    word: ['Emissionsklasse', 'Emission class'],
    means: [
      'Eine Abkürzung dafür, wie sauber die Abgase sind.',
      'A short form for how clean the exhaust is.',
    ],
  },
  {
    found: /Hauptuntersuchung|Next inspection/i,
    word: ['Hauptuntersuchung', 'Inspection'],
    means: [
      'Die regelmäßige Prüfung des Fahrzeugs, die viele TÜV nennen.',
      'The regular technical check of the vehicle.',
    ],
  },
  {
    found: /^(Zulassungsbehörde|Registration office)$/i,
    word: ['Zulassungsbehörde', 'Registration office'],
    means: [
      'Das Amt, bei dem das Fahrzeug angemeldet ist.',
      'The office at which the vehicle is registered.',
    ],
  },
];
