import type { HardWord } from './hard-word.ts';

/** Of the commercial register, and of the notice of a trade. */
export const wordsOfCompanies: readonly HardWord[] = [
  {
    found: /EUID/,
    word: ['EUID', 'EUID'],
    means: [
      'Die Nummer eines Unternehmens, die in der Europäischen Union und im EWR gilt.',
      'The number of a company that holds in the EU and EEA.',
    ],
  },
  {
    found: /Wirtschafts-Identifikationsnummer|Business identification number/i,
    word: ['Wirtschafts-Identifikations\u00adnummer', 'Business identification number'],
    means: [
      'Die Nummer eines Unternehmens bei den Finanzämtern und anderen Behörden.',
      'The number of a company at tax offices and other authorities.',
    ],
  },
  {
    found: /\bLEI\b/,
    word: ['LEI', 'LEI'],
    means: [
      'Die Nummer eines Unternehmens im Handel mit Wertpapieren.',
      'The number of a company in the trade with securities.',
    ],
  },
  {
    found: /Vertretungsregel|Rule of representation/i,
    word: ['Vertretungsregel', 'Rule of representation'],
    means: [
      'Wer für das Unternehmen unterschreiben darf: eine Person allein oder nur mehrere zusammen.',
      'Who may sign for the company: one person alone or only several together.',
    ],
  },
  {
    found: /Vertretungsberechtigt|Persons who represent it/i,
    word: ['Vertretungs\u00adberechtigte Personen', 'Persons who represent it'],
    means: [
      'Wer das Unternehmen nach außen vertritt, zum Beispiel die Geschäftsführung.',
      'Who acts for the company, for example its managing directors.',
    ],
  },
  {
    found: /^(Firma|Legal name)$/i,
    word: ['Firma', 'Legal name'],
    means: [
      'Der Name, unter dem das Unternehmen im Handelsregister steht.',
      'The name under which the company stands in the commercial register.',
    ],
  },
  {
    found: /Rechtsform|Legal form/i,
    word: ['Rechtsform', 'Legal form'],
    means: [
      'Was für ein Unternehmen es ist, zum Beispiel eine GmbH.',
      'What sort of company it is, for example a GmbH.',
    ],
  },
  {
    found: /^(Sitz|Seat)$/i,
    word: ['Sitz', 'Seat'],
    means: [
      'Der Ort, der im Register als Sitz des Unternehmens steht.',
      'The place that the register gives as its seat.',
    ],
  },
  {
    found: /Geschäftsanschrift|Business address/i,
    word: ['Geschäftsanschrift', 'Business address'],
    means: [
      'Die Adresse, unter der das Unternehmen Post bekommt.',
      'The address at which the company gets its post.',
    ],
  },
  {
    found: /\(WZ\)/,
    word: ['Haupttätigkeit (WZ)', 'Main activity (WZ)'],
    means: [
      'Womit das Unternehmen vor allem Geld verdient, als Nummer einer amtlichen Liste.',
      'How the company mainly earns money, as a number of an official list.',
    ],
  },
  {
    found: /Grundkapital|^Capital$/i,
    word: ['Stamm- oder Grundkapital', 'Capital'],
    means: [
      'Der Betrag, den die Eigentümer dem Unternehmen fest zugesagt haben.',
      'The sum that the owners have firmly promised to the company.',
    ],
  },
  {
    found: /Gesellschaftsvertrag|Date of the articles/i,
    word: ['Gesellschaftsvertrag', 'Articles'],
    means: [
      'Der Vertrag, mit dem das Unternehmen gegründet wurde.',
      'The contract by which the company was founded.',
    ],
  },
  {
    found: /^(Gegenstand|Object of the company)$/i,
    word: ['Gegenstand', 'Object of the company'],
    means: ['Was das Unternehmen tut.', 'What the company does.'],
  },
  {
    found: /Registergericht|^(Register court|Court code)$/i,
    word: ['Registergericht', 'Register court'],
    means: ['Das Gericht, das das Handelsregister führt.', 'The court that keeps the commercial register.'],
  },
  {
    found: /^(Registerart|Section)$/i,
    word: ['Registerart', 'Section'],
    means: [
      'Der Teil des Registers, zum Beispiel HRB für eine GmbH.',
      'The part of the register, for example HRB for a GmbH.',
    ],
  },
  {
    found: /Ortskennzeichen|Place mark/i,
    word: ['Ortskennzeichen', 'Place mark'],
    means: [
      'Ein Zusatz zur Registernummer. Er sagt, von welchem Gericht die Nummer stammt.',
      'An addition to the register number. It says from which court the number is.',
    ],
  },
  {
    found: /Beendigungsdatum|^Ended on$/i,
    word: ['Beendigungsdatum', 'Ended on'],
    means: [
      'Seit wann es das Unternehmen nicht mehr gibt.',
      'Since when the company does not exist any more.',
    ],
  },
  {
    found: /Kennung des Datensatzes|Record id/i,
    word: ['Kennung des Datensatzes', 'Record id'],
    means: [
      'Die Nummer, unter der das Register den Eintrag führt.',
      'The number under which the register keeps the entry.',
    ],
  },
  {
    found: /Unternehmensstammdaten|Company master data/i,
    word: ['Unternehmens\u00adstammdaten', 'Company master data'],
    means: ['Die wichtigsten Angaben über ein Unternehmen.', 'The main data of a company.'],
  },
  {
    found: /Abdrucks? aus dem|current print/i,
    word: ['Aktueller Abdruck', 'Current print'],
    means: [
      'Was am Tag des Abrufs über ein Unternehmen im Handelsregister stand.',
      'What the commercial register said of a company on the day it was asked.',
    ],
  },
  {
    found: /Betriebsstätte|of the site\b/i,
    word: ['Betriebsstätte', 'Site'],
    means: ['Der Ort, an dem Sie Ihr Gewerbe ausüben.', 'The place at which you carry on your trade.'],
  },
];
