import { fill, forge, of, type Row } from './console-rows.ts';

const approve: Row['act'] = (page) =>
  page.getByRole('button', { name: /^(Dieser Zählung zustimmen|Approve this count)$/ }).click();

/** Replays from their draft to their end. */
export const replayRows: readonly Row[] = [
  { who: 'olga', name: 'replays', path: '/ops/replays', shows: 'Die neuesten hundert' },
  {
    who: 'olga',
    name: 'replays empty',
    path: '/ops/replays',
    shows: 'Hier gibt es zurzeit keine Einträge',
    stand: 'withoutKafka',
  },
  {
    who: 'olga',
    name: 'replay that there is not',
    path: '/ops/replays/00000000-0000-4000-8000-000000000000',
    shows: 'Diese Seite gibt es nicht',
  },
  { who: 'olga', name: 'replay to draft', path: '/ops/replays/new', shows: 'Noch wird nichts gelesen' },
  {
    who: 'olga',
    name: 'replay draft faults',
    path: '/ops/replays/new',
    shows: 'Bitte prüfen Sie Ihre Eingaben',
    act: fill({ partitions: '0, x', fromTime: '2026-02-30', reason: 'short' }),
  },
  {
    who: 'olga',
    name: 'replay draft without Kafka',
    path: '/ops/replays/new',
    shows: 'Kafka antwortet nicht. Versuchen Sie es',
    stand: 'withoutKafka',
    act: async (page, scenes) => {
      await page.locator('main [name=kind]').selectOption('file');
      const typed = { topic: 'replay.x', reason: 'A handler lost what it was told.', ticket: 'OPS-17' };
      await fill(typed)(page, scenes);
    },
  },
  { who: 'olga', name: 'replay drafted', path: of('draft'), shows: 'Zählen lassen' },
  {
    who: 'olga',
    name: 'replay counted own',
    path: of('counted'),
    shows: 'Zustimmen muss eine andere Person',
  },
  { who: 'paul', name: 'replay counted to approve', path: of('counted'), shows: 'Dieser Zählung zustimmen' },
  {
    who: 'paul',
    name: 'replay counted nothing found',
    path: of('empty'),
    shows: 'So kann niemand zustimmen',
  },
  {
    who: 'olga',
    name: 'replay self-approval',
    path: of('counted'),
    shows: 'Das wurde nicht ausgeführt',
    act: forge({ step: 'approval', dryRunHash: ({ hash }) => hash! }),
  },
  {
    who: 'paul',
    name: 'replay of an older count',
    path: of('stale'),
    shows: 'Sie haben eine ältere Zählung gesehen',
    act: forge({ step: 'approval', dryRunHash: ({ older }) => older! }),
  },
  {
    who: 'late',
    name: 'replay approval after a login of long ago',
    path: of('counted'),
    shows: 'gerade erst angemeldet',
    act: approve,
  },
  {
    who: 'late',
    name: 'replay to look at after that',
    path: of('counted'),
    shows: 'Sehen Sie nach, was gilt',
  },
  { who: 'olga', name: 'replay approved', path: of('approved'), shows: 'Noch einmal zählen' },
  { who: 'olga', name: 'replay running', path: of('running'), shows: 'Fortschritt' },
  {
    who: 'olga',
    name: 'replay somebody was quicker',
    path: of('paused'),
    shows: 'Jemand war schneller',
    act: forge({ step: 'pause' }),
  },
  { who: 'olga', name: 'replay paused', path: of('paused'), shows: 'Angehalten' },
  { who: 'olga', name: 'replay done', path: of('done'), shows: 'Unterschriebenen Bericht herunterladen' },
  { who: 'olga', name: 'replay failed', path: of('failed'), shows: 'Die Wiederholung ist gescheitert' },
  { who: 'olga', name: 'replay cancelled', path: of('cancelled'), shows: 'Diese Wiederholung ist zu Ende' },
  // The last one: the operator service needs two half minutes for it.
  { who: 'olga', name: 'streams with pictures', path: '/ops', shows: 'Geschriebene Ereignisse je Sekunde' },
];
