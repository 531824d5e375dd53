import type { ComponentChildren, VNode } from 'preact';
import {
  AuthorityName,
  Badge,
  type Both,
  fileNumber,
  Folded,
  instantText,
  Link,
  localised,
  monthText,
  RegisterText,
  Small,
  SmallPart,
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
  details: ['Einzelheiten ansehen', 'See details'],
});

export interface Telling {
  readonly language: Language;
  /** In place of an office that is not there. */
  readonly unnamed: string;
  /** Where all of it is told. */
  readonly hrefOf?: (entry: Entry) => string;
  readonly outcomeFor?: (entry: Entry) => Pick<OutcomeWords, 'kind' | 'short'>;
  readonly isOwn?: (entry: Entry) => boolean;
  readonly more?: (entry: Entry) => ComponentChildren;
}

/** What happened, by month and office, newest first; each folded to what, when and how it ended. */
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
            <h3 class="kern-heading-small">
              {name ? <AuthorityName language={telling.language}>{name}</AuthorityName> : telling.unnamed}
            </h3>
            <ul class="folded-list">
              {own.map((story) => (
                <li>
                  <FoldedStory story={story} telling={telling} />
                </li>
              ))}
            </ul>
          </>
        ))}
      </>
    ))}
  </>
);

const FoldedStory = ({
  story: { entry, preview },
  telling: { language, hrefOf, outcomeFor, isOwn, more },
}: {
  readonly story: Story;
  readonly telling: Telling;
}): VNode => {
  const t = say(language);
  const { kind, short } = outcomeFor ? outcomeFor(entry) : outcomeOf(entry, language);
  const id = `story-${entry.lookupId}`;
  return (
    <Folded
      id={id}
      level="h4"
      title={localised(entry.evidenceType.title, language)}
      head={
        <>
          <Badge kind={kind}>{short}</Badge>
          <SmallPart>{instantText(entry.at, language)}</SmallPart>
        </>
      }
    >
      <Text>{t.for(localised(entry.purpose.title, language))}</Text>
      {preview && (isOwn === undefined || isOwn(preview)) && <Small>{t.seenFirst}</Small>}
      {entry.caseReference !== undefined && (
        <Small>
          <RegisterText>{fileNumber(entry.caseReference)}</RegisterText>
        </Small>
      )}
      {more?.(entry)}
      {hrefOf && (
        <Text>
          <Link href={hrefOf(entry)} describedBy={id}>
            {t.details}
          </Link>
        </Text>
      )}
    </Folded>
  );
};
