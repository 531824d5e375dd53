import type { Operator } from '#libs/client';
import { Badge, ButtonLink, Heading, instantText, Link, RegisterText, Text, words } from '../layout/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import { CommandLine } from './command-line.tsx';
import { percentText } from './figures.ts';
import { type ReplayState, stateText, targetText } from './replay-words.ts';
import { PlainTable } from './table.tsx';

const say = words({
  title: ['Wiederholungen', 'Replays'],
  lead: [
    'Eine Wiederholung liefert Ereignisse noch einmal. Eine Person entwirft sie und lässt zählen, eine andere stimmt zu.',
    'A replay delivers events again. One person drafts it and has it counted, another one approves it.',
  ],
  draft: ['Wiederholung entwerfen', 'Draft a replay'],
  newest: ['Die neuesten hundert', 'The newest hundred'],
  empty: ['Hier gibt es zurzeit keine Einträge.', 'There are no entries here at present.'],
  asked: ['Erbeten', 'Asked for'],
  state: ['Stand', 'State'],
  topic: ['Thema', 'Topic'],
  target: ['Ziel', 'Target'],
  progress: ['Fortschritt', 'Progress'],
  ticket: ['Vorgang', 'Ticket'],
});

const kinds: Readonly<Record<ReplayState, 'info' | 'success' | 'warning' | 'danger'>> = {
  draft: 'info',
  'dry-run': 'warning',
  approved: 'warning',
  running: 'info',
  paused: 'warning',
  done: 'success',
  cancelled: 'info',
  failed: 'danger',
};

export function replaysView({ language }: SignedInVisit, { replays }: Operator.ReplayList): View {
  const t = say(language);
  const columns = [t.asked, t.state, t.topic, t.target].map((title) => ({ title }));
  return {
    title: t.title,
    script: 'console.js',
    main: (
      <>
        <Heading>{t.title}</Heading>
        <Text>{t.lead}</Text>
        <ButtonLink href={`/${language}/ops/replays/new`}>{t.draft}</ButtonLink>
        {replays.length === 0 ? (
          <Text>{t.empty}</Text>
        ) : (
          <PlainTable
            id="replays"
            caption={t.newest}
            columns={[...columns, { title: t.progress, isNumber: true }, { title: t.ticket }]}
            rows={replays.map((replay) => [
              <Link href={`/${language}/ops/replays/${replay.id}`}>
                {instantText(replay.requested.at, language)}
              </Link>,
              <Badge kind={kinds[replay.state]}>{stateText(replay, language)}</Badge>,
              <RegisterText>{replay.selection.topic}</RegisterText>,
              <RegisterText>{targetText(replay.target, language)}</RegisterText>,
              replay.progress && percentText(replay.progress.percent, language),
              <RegisterText>{replay.ticket}</RegisterText>,
            ])}
          />
        )}
        <CommandLine language={language} args={['replay', 'list']} />
      </>
    ),
  };
}
