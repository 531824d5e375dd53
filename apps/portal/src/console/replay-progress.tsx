import type { VNode } from 'preact';
import type { Operator } from '#libs/client';
import { words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import { percentText } from './figures.ts';
import { replayFigures, replayRow } from './replay-figures.ts';

const say = words({
  progress: ['Fortschritt', 'Progress'],
  passed: ['Durchlaufen', 'Passed'],
  delivered: ['Geliefert', 'Delivered'],
  speed: ['Ereignisse je Sekunde', 'Events per second'],
  rest: ['Noch etwa', 'Left, about'],
  phase: ['Gerade', 'Just now'],
});

/** How far it is; its script keeps it fresh. */
export const Progress = ({
  replay,
  language,
}: {
  readonly replay: Operator.Replay;
  readonly language: Language;
}): VNode | null => {
  const t = say(language);
  if (replay.progress === undefined) return null;
  const keys = [t.passed, t.delivered, t.speed, t.rest, t.phase];
  return (
    <section class="replay-progress" data-row={replayRow}>
      <div class="kern-progress">
        <label class="kern-label" for="progress">
          {t.progress}
        </label>
        <progress id="progress" max={100} value={replay.progress.percent} data-progress="">
          {percentText(replay.progress.percent, language)}
        </progress>
      </div>
      <dl class="kern-description-list">
        {replayFigures(replay, language).map((figure, index) => (
          <div class="kern-description-list-item">
            <dt class="kern-description-list-item__key">{keys[index]}</dt>
            <dd class="kern-description-list-item__value" data-figure="">
              {figure}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
};
