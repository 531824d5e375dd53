import type { ComponentChildren } from 'preact';
import {
  type Both,
  dayText,
  type Fault,
  FaultSummary,
  Heading,
  localised,
  Step,
  words,
} from '../../layout/index.ts';
import type { Acting } from '../../sessions/index.ts';
import type { SignedInVisit, View } from '../../web/index.ts';
import { type Applying, stepsOf } from './steps.rules.ts';

const say = words({
  child: (born: string): Both => [
    `Sie handeln für Ihr Kind, geboren am ${born}.`,
    `You act for your child, born on ${born}.`,
  ],
  company: ['Sie handeln für Ihr Unternehmen.', 'You act for your company.'],
  step: (at: number, of: number): Both => [`Schritt ${at} von ${of}`, `Step ${at} of ${of}`],
  fault: ['Fehler: ', 'Error: '],
});

/** For whom, on each page; nothing where it is oneself. */
function actingText(acting: Acting | undefined, language: SignedInVisit['language']): string | undefined {
  const t = say(language);
  if (acting?.as === 'PARENT') return t.child(dayText(acting.child.birthDate, language));
  return acting?.as === 'OFFICER' ? t.company : undefined;
}

export interface StepPage {
  readonly applying: Applying;
  readonly heading: string;
  /** Below the address of the application; which of the steps it is. */
  readonly step: string;
  readonly faults?: readonly Fault[];
  readonly back?: string;
  readonly children: ComponentChildren;
}

/** One page of an application: whose it is, how far one is, what is wrong, and its one task. */
export function stepView(visit: SignedInVisit, page: StepPage): View {
  const { language } = visit;
  const { applying, heading, step, faults = [], children } = page;
  const t = say(language);
  const steps = stepsOf(applying);
  const at = steps.findIndex(({ path }) => path.startsWith(step)) + 1;
  const acting = actingText(applying.application.acting, language);
  const service = localised(applying.form.title, language);
  const before = steps[at - 2]?.path;
  const fallback = before
    ? `/${language}/applications/${applying.id}/${before}`
    : `/${language}/applications`;
  return {
    title: `${faults.length > 0 ? t.fault : ''}${heading} – ${service}`,
    ...(faults.length > 0 && { status: 400 }),
    back: page.back ?? fallback,
    main: (
      <>
        {acting && <p class="acting-bar kern-body">{acting}</p>}
        <FaultSummary faults={faults} language={language} />
        {at > 0 && <Step at={at} of={steps.length} label={`${service}: ${t.step(at, steps.length)}`} />}
        <Heading takesFocus={faults.length === 0}>{heading}</Heading>
        {children}
      </>
    ),
  };
}
