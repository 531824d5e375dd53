import type { VNode } from 'preact';
import type { Procedures } from '#libs/client';
import {
  Badge,
  type Both,
  ButtonLink,
  Buttons,
  dayText,
  Link,
  RegisterText,
  words,
} from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import { isGiven } from './values.tsx';

const say = words({
  OPEN: ['Papier fehlt noch', 'Paper is missing'],
  SEEN: ['Papier liegt vor', 'Paper is there'],
  without: ['Ohne dieses Papier entschieden', 'Decided without this paper'],
  why: ['Warum', 'Why'],
  seen: (day: string): Both => [`gesehen am ${day}`, `seen on ${day}`],
  note: ['Papier liegt vor', 'The paper is there'],
  noteAnother: ['Weiteres Papier vermerken', 'Note another paper'],
});

/** A register did not say it, so that a paper may. */
export const mayComeOnPaper = ({ state, values = {} }: Procedures.ReleasedSource): boolean =>
  state !== 'WAITING' && !(state === 'EVIDENCE' && Object.values(values).some(isGiven));

/** Of the application; a clerk who decides without a paper writes why. */
export type PaperStanding = 'UNDECIDED' | 'DECIDED' | 'REASONED';

/** Id of where that stands. */
export const WHY_WITHOUT = 'without-paper';

/** What a clerk waits for or has had in hand, and the way to say so. */
export const Paper = ({
  source,
  name,
  describedBy,
  notedAt,
  standing,
  language,
}: {
  readonly source: Procedures.ReleasedSource;
  readonly name: string;
  readonly describedBy: string;
  /** Page on which it is noted; absent for who may not. */
  readonly notedAt: string | undefined;
  readonly standing: PaperStanding;
  readonly language: Language;
}): VNode | null => {
  const t = say(language);
  const { paper, papers = [] } = source;
  if (!mayComeOnPaper(source) && papers.length === 0) return null;
  return (
    <>
      {paper?.state === 'SEEN' && (
        <p class="kern-body">
          <Badge kind="success">{t.SEEN}</Badge>
        </p>
      )}
      {paper?.state === 'OPEN' && (
        <p class="kern-body">
          <Badge kind={standing === 'UNDECIDED' ? 'warning' : 'info'}>
            {standing === 'UNDECIDED' ? t.OPEN : t.without}
          </Badge>{' '}
          {name} {standing === 'REASONED' && <Link href={`#${WHY_WITHOUT}`}>{t.why}</Link>}
        </p>
      )}
      {papers.map(({ paper: seen, seenOn }) => (
        <p class="kern-body">
          <RegisterText>{seen}</RegisterText>, {t.seen(dayText(seenOn, language))}
        </p>
      ))}
      {notedAt && (
        <Buttons>
          <ButtonLink kind="secondary" href={notedAt} describedBy={describedBy}>
            {paper?.state === 'SEEN' ? t.noteAnother : t.note}
          </ButtonLink>
        </Buttons>
      )}
    </>
  );
};
