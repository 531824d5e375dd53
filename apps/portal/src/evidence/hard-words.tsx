import type { VNode } from 'preact';
import { type Both, Description, Details, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';

const say = words({
  title: ['Schwierige Wörter erklärt', 'Difficult words explained'],
});

interface HardWord {
  /** In the name of a field, in either language. */
  readonly found: RegExp;
  readonly word: Both;
  readonly means: Both;
}

/** Names of fields stand in texts that a choice is bound to and stay as they are; what they mean is said beside them. */
const hardWords: readonly HardWord[] = [
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
    found: /Halters?\b|holder/i,
    word: ['Halterin oder Halter', 'Holder'],
    means: [
      'Die Person oder Firma, auf die das Fahrzeug zugelassen ist.',
      'The person or company to whom the vehicle is registered.',
    ],
  },
  {
    found: /Fahrzeug-Identifizierungsnummer|Vehicle identification number/i,
    word: ['Fahrzeug-Identifizierungsnummer', 'Vehicle identification number'],
    means: [
      'Die Nummer des Fahrzeugs selbst. Sie steht im Fahrzeugschein bei E.',
      'The number of the vehicle itself. It stands in the registration certificate at E.',
    ],
  },
  {
    found: /(Hersteller|Typ)schlüsselnummer|(Manufacturer|Type) key/i,
    word: ['Hersteller- und Typschlüsselnummer', 'Manufacturer key and type key'],
    means: [
      'Nummern für den Hersteller und das Modell. Sie stehen im Fahrzeugschein bei 2.1 und 2.2.',
      'Numbers of the manufacturer and the model. They stand in the registration certificate at 2.1 and 2.2.',
    ],
  },
  {
    found: /Außerbetriebsetzung|Deregistered/i,
    word: ['Außerbetriebsetzung', 'Deregistered on'],
    means: ['Der Tag, an dem das Fahrzeug abgemeldet wurde.', 'The day on which the vehicle was signed off.'],
  },
  {
    found: /EUID/,
    word: ['EUID', 'EUID'],
    means: [
      'Die Nummer eines Unternehmens, die in ganz Europa gilt.',
      'The number of a company that holds all over Europe.',
    ],
  },
  {
    found: /Wirtschafts-Identifikationsnummer|Business identification number/i,
    word: ['Wirtschafts-Identifikationsnummer', 'Business identification number'],
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
];

/** Which of them stand in these names. */
export const hardWordsIn = (texts: readonly string[]): readonly HardWord[] =>
  hardWords.filter(({ found }) => texts.some((text) => found.test(text)));

/** Folded, for who does not know them. */
export const HardWords = ({
  texts,
  language,
}: {
  readonly texts: readonly string[];
  readonly language: Language;
}): VNode | null => {
  const own = hardWordsIn(texts);
  const at = language === 'de' ? 0 : 1;
  return own.length === 0 ? null : (
    <Details summary={say(language).title}>
      <Description entries={own.map(({ word, means }) => ({ key: word[at], value: means[at] }))} />
    </Details>
  );
};
