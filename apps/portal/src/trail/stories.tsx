import type { ComponentChildren, VNode } from 'preact';
import {
  Badge,
  type Both,
  Card,
  instantText,
  localised,
  monthText,
  RegisterText,
  Small,
  Subheading,
  Text,
  words,
} from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import { outcomeOf, type OutcomeWords } from './outcome-words.ts';
import { byMonthAndOffice, type Entry, type Story } from './trail.rules.ts';

const say = words({
  for: (purpose: string): Both => [`Zweck: ${purpose}`, `Purpose: ${purpose}`],
  seenFirst: [
    'Sie hatten die Angaben vorher gesehen und freigegeben.',
    'You had seen the data first and released them.',
  ],
});

export interface Telling {
  readonly language: Language;
  /** In place of an office that is not there. */
  readonly unnamed: string;
  readonly titleOf?: (entry: Entry, title: string) => ComponentChildren;
  readonly outcomeFor?: (entry: Entry) => Pick<OutcomeWords, 'kind' | 'short'>;
  readonly isOwn?: (entry: Entry) => boolean;
  readonly more?: (entry: Entry) => ComponentChildren;
}

/** What happened, by month and office, newest first. */
export const Stories = ({
  stories,
  telling,
}: {
  readonly stories: readonly Story[];
  readonly telling: Telling;
}): VNode => (
  <>
    {byMonthAndOffice(stories).map(({ at, offices }) => (
      <>
        <Subheading>{monthText(at, telling.language)}</Subheading>
        {offices.map(({ name, stories: own }) => (
          <>
            <h3 class="kern-heading-small">{name ?? telling.unnamed}</h3>
            <ul class="card-list">
              {own.map((story) => (
                <li>
                  <StoryCard story={story} telling={telling} />
                </li>
              ))}
            </ul>
          </>
        ))}
      </>
    ))}
  </>
);

const StoryCard = ({
  story: { entry, preview },
  telling: { language, titleOf, outcomeFor, isOwn, more },
}: {
  readonly story: Story;
  readonly telling: Telling;
}): VNode => {
  const t = say(language);
  const { kind, short } = outcomeFor ? outcomeFor(entry) : outcomeOf(entry, language);
  const title = localised(entry.evidenceType.title, language);
  return (
    <Card>
      <div class="card-line">
        <h4 class="kern-title">{titleOf ? titleOf(entry, title) : title}</h4>
        <Badge kind={kind}>{short}</Badge>
      </div>
      <Text>{t.for(localised(entry.purpose.title, language))}</Text>
      {preview && (isOwn === undefined || isOwn(preview)) && <Small>{t.seenFirst}</Small>}
      {entry.caseReference !== undefined && (
        <Small>
          <RegisterText>{entry.caseReference}</RegisterText>
        </Small>
      )}
      <Small>{instantText(entry.at, language)}</Small>
      {more?.(entry)}
    </Card>
  );
};
