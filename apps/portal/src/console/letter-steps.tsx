import type { VNode } from 'preact';
import { Button, type Fault, Form, Subheading, Text, TextInput, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import type { SignedInVisit } from '../web/index.ts';
import { CommandLine } from './command-line.tsx';
import type { ShownLetter } from './letter-parts.tsx';
import { letterWords } from './letter-words.ts';

export const letterSteps = ['redrive', 'redrive-key', 'discard'] as const;
export type LetterStep = (typeof letterSteps)[number];

const say = words({
  what: ['Was Sie tun können', 'What you can do'],
  redrive: ['Erneut verarbeiten', 'Have it handled again'],
  redriveText: [
    'Die Lesegruppe versucht es noch einmal. Tun Sie das, wenn die Ursache behoben ist.',
    'The consumer group tries it once more. Do that when the cause is mended.',
  ],
  key: ['Ganzen Schlüssel verarbeiten', 'Have the whole key handled'],
  keyText: [
    'Alle geparkten Mitteilungen dieses Schlüssels, in ihrer Reihenfolge.',
    'All parked ones of this key, in their order.',
  ],
  discard: ['Verwerfen', 'Give it up'],
  discardText: [
    'Endgültig: Die Lesegruppe erfährt von dieser Änderung nichts.',
    'For good: the consumer group never learns of this change.',
  ],
  noReason: [
    'Geben Sie eine Begründung ein, mindestens 3 Zeichen',
    'Enter a reason of at least 3 characters',
  ],
});

/** @returns what is wrong with what was typed for a step */
export const letterFaults = (
  step: LetterStep,
  typed: Readonly<Record<string, string>>,
  language: Language,
): readonly Fault[] =>
  step === 'discard' && (typed['reason'] ?? '').trim().length < 3
    ? [{ field: 'reason', detail: say(language).noReason }]
    : [];

/** What can be done with a parked event, each with the command that does the same. */
export const LetterSteps = ({
  visit,
  shown: { letter, faults = [], typed = {} },
}: {
  readonly visit: SignedInVisit;
  readonly shown: ShownLetter;
}): VNode => {
  const { language, open } = visit;
  const t = { ...letterWords(language), ...say(language) };
  const action = `/${language}/ops/dead-letters/${letter.id}`;
  const form = { action, formKey: open.session.formKey };
  const isFirst = letter.waitsFor === 0;
  return (
    <>
      <Subheading>{t.what}</Subheading>
      {isFirst && (
        <div class="next-step">
          <Text>{t.redriveText}</Text>
          <Form {...form}>
            <input type="hidden" name="step" value="redrive" />
            <Button>{t.redrive}</Button>
          </Form>
          <CommandLine language={language} args={['dead-letters', 'redrive', letter.id]} />
        </div>
      )}
      {letter.blocksKey && (
        <div class="next-step">
          <Text>{t.keyText}</Text>
          <Form {...form}>
            <input type="hidden" name="step" value="redrive-key" />
            <Button kind={isFirst ? 'secondary' : 'primary'}>{t.key}</Button>
          </Form>
          <CommandLine
            language={language}
            args={['dead-letters', 'redrive', '--group', letter.group, '--key', letter.key]}
          />
        </div>
      )}
      <div class="next-step">
        <Text>{t.discardText}</Text>
        <Form {...form}>
          <input type="hidden" name="step" value="discard" />
          <TextInput
            name="reason"
            label={t.reason}
            hint={t.reasonHint}
            value={typed['reason'] ?? ''}
            {...{ faults, language }}
          />
          <Button kind="secondary">{t.discard}</Button>
        </Form>
        <CommandLine
          language={language}
          args={['dead-letters', 'discard', letter.id, '--reason', typed['reason'] || '…']}
        />
      </div>
    </>
  );
};
