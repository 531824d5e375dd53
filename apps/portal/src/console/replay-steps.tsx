import type { VNode } from 'preact';
import type { Operator } from '#libs/client';
import { Button, type Both, Form, Subheading, Text, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import type { SignedInVisit } from '../web/index.ts';
import { CommandLine } from './command-line.tsx';
import type { ReplayState } from './replay-words.ts';

export const steps = ['dry-run', 'approval', 'start', 'pause', 'resume', 'cancel'] as const;
export type Step = (typeof steps)[number];

const say = words({
  next: ['Wie es weitergeht', 'What comes next'],
  'dry-run': ['Zählen lassen', 'Have it counted'],
  approval: ['Dieser Zählung zustimmen', 'Approve this count'],
  start: ['Starten', 'Start'],
  pause: ['Anhalten', 'Pause'],
  resume: ['Weiter', 'Go on'],
  cancel: ['Abbrechen', 'Cancel'],
  again: ['Noch einmal zählen', 'Count again'],
  counting: [
    'Es wird gezählt. Das dauert je nach Menge einen Augenblick oder länger.',
    'Counting is under way. Depending on the amount that takes a moment or longer.',
  ],
  own: [
    'Sie haben um diese Wiederholung gebeten. Zustimmen muss eine andere Person.',
    'You asked for this replay. Another person has to approve it.',
  ],
  look: [
    'Sehen Sie sich die Zählung an. Sie stimmen genau dieser zu und keiner anderen. Dafür müssen Sie sich in den letzten 15 Minuten angemeldet haben.',
    'Look at the count. You approve exactly this one and no other. For that you must have signed in within the last 15 minutes.',
  ],
  notLikeThis: [
    'So kann niemand zustimmen. Entwerfen Sie eine andere Wiederholung.',
    'Nobody can approve it like this. Draft another replay.',
  ],
  cancelText: [
    'Was schon geliefert ist, bleibt geliefert. Weiter geht es danach nicht.',
    'What is delivered stays delivered. It cannot be resumed afterwards.',
  ],
  over: ['Diese Wiederholung ist zu Ende.', 'This replay is over.'],
  endsAt: (time: string): Both => [
    `Bis ${time} kann sie gestartet werden.`,
    `It can be started until ${time}.`,
  ],
});

const possible: Readonly<Record<ReplayState, readonly Step[]>> = {
  draft: ['dry-run', 'cancel'],
  'dry-run': ['approval', 'dry-run', 'cancel'],
  approved: ['start', 'dry-run', 'cancel'],
  running: ['pause', 'cancel'],
  paused: ['resume', 'cancel'],
  done: [],
  cancelled: [],
  failed: [],
};

const commandOf = (step: Step, { id, dryRun }: Operator.Replay): readonly string[] => [
  ...['replay', step === 'approval' ? 'approve' : step, id],
  ...(step === 'approval' ? ['--dry-run', dryRun?.hash ?? ''] : []),
];

function introOf(step: Step, replay: Operator.Replay, visit: SignedInVisit): string | undefined {
  const t = say(visit.language);
  if (step === 'cancel') return t.cancelText;
  if (step !== 'approval') return undefined;
  if (replay.dryRun?.passed !== true) return t.notLikeThis;
  return isOwn(replay, visit) ? t.own : t.look;
}

const isOwn = ({ requested }: Operator.Replay, { person }: SignedInVisit): boolean =>
  requested.issuer !== undefined && requested.by === person.subject;

const isOffered = (step: Step, replay: Operator.Replay, visit: SignedInVisit): boolean =>
  step !== 'approval' || (replay.dryRun?.passed === true && !isOwn(replay, visit));

/** What can be done now, each with the command line that does the same. */
export const NextSteps = ({
  replay,
  visit,
}: {
  readonly replay: Operator.Replay;
  readonly visit: SignedInVisit;
}): VNode => {
  const { language } = visit;
  const t = say(language);
  const isCounting = replay.state === 'dry-run' && replay.dryRun === undefined;
  const all = possible[replay.state].filter((step) => !isCounting || step === 'cancel');
  return (
    <>
      <Subheading>{t.next}</Subheading>
      {isCounting && <Text>{t.counting}</Text>}
      {all.length === 0 && <Text>{t.over}</Text>}
      {all.map((step, index) => (
        <div class="next-step">
          {introOf(step, replay, visit) && <Text>{introOf(step, replay, visit)}</Text>}
          {isOffered(step, replay, visit) && (
            <StepForm step={step} replay={replay} visit={visit} isFirst={index === 0} language={language} />
          )}
        </div>
      ))}
    </>
  );
};

const StepForm = ({
  step,
  replay,
  visit,
  isFirst,
  language,
}: {
  readonly step: Step;
  readonly replay: Operator.Replay;
  readonly visit: SignedInVisit;
  readonly isFirst: boolean;
  readonly language: Language;
}): VNode => {
  const t = say(language);
  const label = step === 'dry-run' && replay.state !== 'draft' ? t.again : t[step];
  return (
    <>
      <Form action={`/${language}/ops/replays/${replay.id}`} formKey={visit.open.session.formKey}>
        {step === 'approval' && <input type="hidden" name="dryRunHash" value={replay.dryRun?.hash ?? ''} />}
        <Button kind={isFirst ? 'primary' : 'secondary'} name="step" value={step}>
          {label}
        </Button>
      </Form>
      <CommandLine language={language} args={commandOf(step, replay)} />
    </>
  );
};
