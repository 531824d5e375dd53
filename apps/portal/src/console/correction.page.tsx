import type { VNode } from 'preact';
import type { Operator } from '#libs/client';
import {
  Alert,
  Bullets,
  ButtonLink,
  type Both,
  Description,
  Heading,
  instantText,
  RegisterText,
  Small,
  Subheading,
  Text,
  words,
} from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import { CommandLine } from './command-line.tsx';
import { CorrectionSteps } from './correction-steps.tsx';
import { RefusalBox } from './letter-parts.tsx';
import type { LetterRefusal } from './letter-refusals.ts';
import { correctionStateText, letterWords, seenText } from './letter-words.ts';
import { Person, PersonNote } from './persons.tsx';
import { PlainTable } from './table.tsx';

const say = words({
  asked: ['Entworfen', 'Drafted'],
  approved: ['Zugestimmt', 'Approved'],
  does: ['Was die Korrektur tut', 'What the correction does'],
  changes: ['Was sich ändert', 'What changes'],
  change: ['Änderung', 'Change'],
  path: ['Stelle', 'Place'],
  before: ['Vorher', 'Before'],
  after: ['Nachher', 'After'],
  added: ['neu', 'added'],
  removed: ['entfernt', 'removed'],
  replaced: ['ersetzt', 'replaced'],
  withheld: [
    'Werte, die etwas über eine Person sagen könnten, werden nicht gezeigt, nur ihre Art.',
    'Values that could say something of a person are not shown, only their kind.',
  ],
  faults: [
    'So, wie es geparkt ist, passt es nicht zur veröffentlichten Form',
    'As it is parked it does not fit the published schema',
  ],
  fits: ['Korrigiert passt es.', 'Corrected it fits.'],
  order: (before: string, behind: string): Both => [
    `Desselben Schlüssels kommen ${before} davor und warten ${behind} dahinter.`,
    `Of its key ${before} come before it and ${behind} wait behind it.`,
  ],
  hash: (number: string, when: string): Both => [
    `Probe ${number} von ${when}, Prüfsumme`,
    `Dry run ${number} of ${when}, hash`,
  ],
  settled: [
    'Die Mitteilung wurde vorher verarbeitet oder verworfen.',
    'The dead letter was handled or given up first.',
  ],
  'not-as-approved': [
    'Bei der Lesegruppe liegt etwas anderes, oder dort wird etwas anderes daraus. Dem hat niemand zugestimmt. Es wurde nichts geändert.',
    'The consumer group holds something else than was approved, or makes something else of it. Nothing was changed.',
  ],
  refused: ['Die Korrektur wurde nicht angewendet', 'The correction was not applied'],
  lapsed: ['Die Korrektur ist verfallen', 'The correction has lapsed'],
  lapsedText: [
    'Die Lesegruppe hat nicht rechtzeitig geantwortet und wendet sie nicht mehr an. Hatte sie es vorher getan, steht es hier, sobald sie antwortet. Entwerfen Sie eine andere, wenn sie noch nötig ist.',
    'The consumer group did not answer in time and does not apply it any more. If it had done so before, that is told here as soon as it answers. Draft another one if it is still needed.',
  ],
  applied: ['Die Korrektur ist angewendet', 'The correction is applied'],
  appliedText: [
    'Das Original ist bei der Lesegruppe aufgehoben. Lassen Sie die Mitteilung jetzt erneut verarbeiten.',
    'The consumer group keeps the original. Have the dead letter handled again now.',
  ],
  letter: ['Zur Mitteilung', 'To the dead letter'],
});

export function correctionView(
  visit: SignedInVisit,
  correction: Operator.Correction,
  refusal?: LetterRefusal,
): View {
  const { language } = visit;
  const t = { ...letterWords(language), ...say(language) };
  const { requested, approved, transform, dryRun, state, failure } = correction;
  const letter = `/${language}/ops/dead-letters/${correction.deadLetterId}`;
  return {
    title: (refusal && refusal.status >= 400 ? t.fault : '') + t.correction,
    back: letter,
    script: 'console.js',
    ...(refusal && { status: refusal.status }),
    main: (
      <>
        <Heading>
          {t.correction} <RegisterText>{correction.type}</RegisterText>
        </Heading>
        <RefusalBox refusal={refusal} />
        {state === 'applied' && (
          <Alert kind="success" title={t.applied} id="applied">
            <Text>{t.appliedText}</Text>
          </Alert>
        )}
        {state === 'lapsed' && (
          <Alert kind="warning" title={t.lapsed} id="lapsed">
            <Text>{t.lapsedText}</Text>
          </Alert>
        )}
        {failure && (
          <Alert kind="warning" title={t.refused} id="refused">
            <Text>{t[failure]}</Text>
          </Alert>
        )}
        <Description
          entries={[
            { key: t.state, value: correctionStateText(state, language) },
            { key: t.group, value: <RegisterText>{correction.group}</RegisterText> },
            { key: t.reason, value: <RegisterText>{correction.reason}</RegisterText> },
            { key: t.ticket, value: <RegisterText>{correction.ticket}</RegisterText> },
            { key: t.asked, value: stepText(requested, visit) },
            ...(approved ? [{ key: t.approved, value: stepText(approved, visit) }] : []),
          ]}
        />
        <PersonNote language={language} />
        <Subheading>{t.does}</Subheading>
        {(transform.patch?.map((operation) => JSON.stringify(operation)) ?? [transform.name ?? '']).map(
          (line) => (
            <code class="command-text">
              <RegisterText>{line}</RegisterText>
            </code>
          ),
        )}
        {dryRun && <DryRun dryRun={dryRun} language={language} />}
        <CorrectionSteps visit={visit} correction={correction} />
        <ButtonLink kind="secondary" href={letter}>
          {t.letter}
        </ButtonLink>
        <CommandLine language={language} args={['dead-letters', 'correct', 'show', correction.id]} />
      </>
    ),
  };
}

const stepText = ({ by, at }: Operator.CorrectionStep, visit: SignedInVisit): VNode => (
  <>
    <Person id={by} visit={visit} />, {instantText(at, visit.language)}
  </>
);

const DryRun = ({
  dryRun,
  language,
}: {
  readonly dryRun: Operator.CorrectionDryRun;
  readonly language: Language;
}): VNode => {
  const t = say(language);
  const seen = (value: Operator.SeenValue | undefined): VNode => (
    <RegisterText>{value === undefined ? '—' : seenText(value, language)}</RegisterText>
  );
  return (
    <>
      <PlainTable
        id="changes"
        caption={t.changes}
        columns={[{ title: t.change }, { title: t.path }, { title: t.before }, { title: t.after }]}
        rows={dryRun.changes.map(({ change, path, before, after }) => [
          t[change],
          <RegisterText>{path}</RegisterText>,
          seen(before),
          seen(after),
        ])}
      />
      <Small>{t.withheld}</Small>
      {dryRun.faultsBefore.length > 0 && (
        <>
          <Text>{t.faults}:</Text>
          <div lang="en">
            <Bullets
              items={dryRun.faultsBefore.map(({ path, detail }) => (
                <RegisterText>{`${path} ${detail}`}</RegisterText>
              ))}
            />
          </div>
        </>
      )}
      <Text>{t.fits}</Text>
      <Text>{t.order(`${dryRun.waitsFor}`, `${dryRun.holdsBack}`)}</Text>
      <Small>
        {t.hash(`${dryRun.number}`, instantText(dryRun.at, language))} <span class="hash">{dryRun.hash}</span>
      </Small>
    </>
  );
};
