import type { Operator } from '#libs/client';
import { type Both, exactTimeText, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import { numberText, percentText, spanText } from './figures.ts';
import { phaseText, stateText } from './replay-words.ts';

const say = words({
  of: (part: string, whole: string): Both => [`${part} von ${whole} Offsets`, `${part} of ${whole} offsets`],
  none: ['–', '–'],
  says: (state: string, percent: string, rest: string): Both => [
    `${state}: ${percent}${rest === '' ? '' : `, noch etwa ${rest}`}.`,
    `${state}: ${percent}${rest === '' ? '' : `, about ${rest} left`}.`,
  ],
  retrying: ['versucht es nach einem Fehler wieder', 'tries again after a fault'],
});

/** Names the figures of the one replay of a page to its script. */
export const replayRow = 'replay';

/** In the order of the page. */
export function replayFigures({ state, progress }: Operator.Replay, language: Language): readonly string[] {
  const t = say(language);
  if (progress === undefined) return [];
  const { passedOffsets, totalOffsets, delivered, eventsPerSecond, etaSeconds, phase, retrying } = progress;
  const isRunning = state === 'running';
  return [
    t.of(numberText(passedOffsets, language), numberText(totalOffsets, language)),
    numberText(delivered, language),
    isRunning && eventsPerSecond !== undefined ? numberText(Math.round(eventsPerSecond), language) : t.none,
    isRunning && etaSeconds !== undefined ? spanText(etaSeconds, language) : t.none,
    retrying !== undefined ? t.retrying : isRunning && phase ? phaseText(phase, language) : t.none,
  ];
}

export function replaySays(replay: Operator.Replay, language: Language): string {
  const { state, progress } = replay;
  if (progress === undefined) return `${stateText(replay, language)}.`;
  const { percent, etaSeconds } = progress;
  const rest = etaSeconds === undefined || state !== 'running' ? '' : spanText(etaSeconds, language);
  return say(language).says(stateText(replay, language), percentText(percent, language), rest);
}

/** One event of a replay's page: counts alone. */
export const eventOf = (replay: Operator.Replay, language: Language): string =>
  JSON.stringify({
    asOf: exactTimeText(new Date(), language),
    says: replaySays(replay, language),
    missing: 0,
    state: `${replay.state}${replay.dryRun?.hash ?? ''}`,
    percent: replay.progress?.percent,
    // Without progress the page has no such row.
    rows: replay.progress ? { [replayRow]: { figures: replayFigures(replay, language) } } : {},
  });
