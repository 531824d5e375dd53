import type { VNode } from 'preact';
import type { Operator } from '#libs/client';
import { type Both, Button, Form, Subheading, Text, timeText, words } from '../layout/index.ts';
import type { SignedInVisit } from '../web/index.ts';
import { CommandLine } from './command-line.tsx';

export const correctionSteps = ['dry-run', 'approval', 'cancel'] as const;
export type CorrectionStepName = (typeof correctionSteps)[number];

const say = words({
  next: ['Wie es weitergeht', 'What comes next'],
  'dry-run': ['Probeweise anwenden', 'Try it'],
  'dry-runText': [
    'Dabei ändert sich nichts. Sie sehen, was sich ändern würde.',
    'Nothing is changed by it. You see what would change.',
  ],
  approval: ['Dieser Probe zustimmen', 'Approve this dry run'],
  approvalText: [
    'Sehen Sie sich die Probe an. Sie stimmen genau dieser zu und keiner anderen. Dafür müssen Sie sich in den letzten 15 Minuten angemeldet haben.',
    'Look at the dry run. You approve exactly this one and no other. For that you must have signed in within the last 15 minutes.',
  ],
  own: [
    'Sie haben diese Korrektur entworfen. Zustimmen muss eine andere Person.',
    'You drafted this correction. Another person has to approve it.',
  ],
  cancel: ['Aufgeben', 'Cancel'],
  cancelText: ['Danach kann jemand eine andere entwerfen.', 'Somebody can draft another one afterwards.'],
  waits: [
    'Die Lesegruppe wendet sie an und sagt, was daraus wurde. Laden Sie die Seite neu.',
    'The consumer group applies it and tells what became of it. Reload the page.',
  ],
  lapses: (when: string): Both => [
    `Antwortet sie bis ${when} nicht, verfällt die Korrektur. Danach wendet sie niemand mehr an.`,
    `If it does not answer until ${when}, the correction lapses. Nobody applies it after that.`,
  ],
});

const possible: Readonly<Record<Operator.Correction['state'], readonly CorrectionStepName[]>> = {
  draft: ['dry-run', 'cancel'],
  'dry-run': ['approval', 'dry-run', 'cancel'],
  approved: [],
  applied: [],
  refused: [],
  lapsed: [],
  cancelled: [],
};

/** What can be done with a correction, each with the command that does the same. */
export const CorrectionSteps = ({
  visit: { language, open, person },
  correction,
}: {
  readonly visit: SignedInVisit;
  readonly correction: Operator.Correction;
}): VNode | null => {
  const t = say(language);
  const { id, state, requested, dryRun, lapsesAt } = correction;
  if (state === 'approved')
    return (
      <>
        <Text>{t.waits}</Text>
        {lapsesAt !== undefined && <Text>{t.lapses(timeText(lapsesAt, language))}</Text>}
      </>
    );
  const steps = possible[state];
  if (steps.length === 0) return null;
  const isOwn = requested.issuer !== undefined && requested.by === person.subject;
  const command = (step: CorrectionStepName): readonly string[] => [
    ...['dead-letters', 'correct', step === 'approval' ? 'approve' : step, id],
    ...(step === 'approval' ? ['--hash', dryRun?.hash ?? ''] : []),
  ];
  return (
    <>
      <Subheading>{t.next}</Subheading>
      {steps.map((step, index) =>
        step === 'approval' && isOwn ? (
          <Text>{t.own}</Text>
        ) : (
          <div class="next-step">
            <Text>{t[`${step}Text`]}</Text>
            <Form action={`/${language}/ops/dead-letters/corrections/${id}`} formKey={open.session.formKey}>
              <input type="hidden" name="step" value={step} />
              {step === 'approval' && <input type="hidden" name="hash" value={dryRun?.hash ?? ''} />}
              <Button kind={index === 0 ? 'primary' : 'secondary'}>{t[step]}</Button>
            </Form>
            <CommandLine language={language} args={command(step)} />
          </div>
        ),
      )}
    </>
  );
};
