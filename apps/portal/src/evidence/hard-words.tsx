import type { VNode } from 'preact';
import { Description, Details, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import type { HardWord } from './hard-word.ts';
import { wordsOfCompanies } from './hard-words-of-companies.ts';
import { wordsOfLaws, wordsOfPapers } from './hard-words-of-papers.ts';
import { wordsOfPersons, wordsOfVehicles } from './hard-words-of-records.ts';

const say = words({
  title: ['Schwierige Wörter erklärt', 'Difficult words explained'],
});

/** Names of fields stand in texts that a choice is bound to and stay as they are; what they mean is said beside them. */
export const hardWords: readonly HardWord[] = [
  ...wordsOfPersons,
  ...wordsOfVehicles,
  ...wordsOfCompanies,
  ...wordsOfPapers,
  ...wordsOfLaws,
];

/** Which of them stand in these names and sentences. */
export const hardWordsIn = (texts: readonly string[]): readonly HardWord[] =>
  hardWords.filter(({ found }) => texts.some((text) => found.test(text)));

/** A German name beside the English one is marked as what it is. */
function inEnglish([german, english]: HardWord['word']): VNode | string {
  const [before, after] = english.split(`(${german})`);
  return after === undefined ? (
    english
  ) : (
    <>
      {before}(<span lang="de">{german}</span>){after}
    </>
  );
}

/** Folded, for who does not know them. */
export const HardWords = ({
  texts,
  language,
}: {
  readonly texts: readonly string[];
  readonly language: Language;
}): VNode | null => {
  const own = hardWordsIn(texts);
  return own.length === 0 ? null : (
    <Details summary={say(language).title}>
      <Description
        entries={own.map(({ word, means }) => ({
          key: language === 'de' ? word[0] : inEnglish(word),
          value: means[language === 'de' ? 0 : 1],
        }))}
      />
    </Details>
  );
};
