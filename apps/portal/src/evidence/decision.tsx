import type { ComponentChildren, VNode } from 'preact';
import { type Both, Button, Form, Link, Text, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import { registerTitle } from './register-words.ts';

const say = words({
  use: ['Diese Angaben verwenden', 'Use these data'],
  decline: ['Nicht verwenden', 'Do not use'],
  report: ['Stimmt etwas nicht? Fehler melden', 'Something wrong? Report it'],
  nothing: (register: string): Both => [
    `Aus dem ${register} kamen keine Angaben. Gründe teilt das Register nicht mit.`,
    `The ${register} returned no data. It gives no reasons.`,
  ],
  silent: (register: string): Both => [
    `Aus dem ${register} kommt gerade keine Antwort. Sie können weitermachen.`,
    `The ${register} is not answering. You can go on.`,
  ],
  refused: [
    'Die Behörde darf diese Angaben nicht abrufen. Es wurde nichts übermittelt.',
    'The authority may not fetch these data. Nothing was disclosed.',
  ],
  expired: [
    'Die Vorschau ist abgelaufen. Bitte neu abrufen.',
    'The preview has expired. Please fetch again.',
  ],
  fetch: ['Neu abrufen', 'Fetch again'],
  first: ['Die Angaben sind noch nicht abgerufen.', 'The data have not been fetched yet.'],
  firstFetch: ['Angaben abrufen', 'Fetch the data'],
  other: ['Anders nachweisen', 'Provide it another way'],
});

/** What stands above values that nobody but the person has. */
export const onRecord = words({
  heading: ['Das steht im Register', 'This is on record'],
  lead: [
    'Das steht im Register. Übermittelt wird es erst, wenn Sie es verwenden.',
    'This is on record. It is passed on only if you use it.',
  ],
});

/** What the gateway answered to the person for one source. */
export interface Told {
  readonly status: string;
  readonly expiresAt?: string | undefined;
  readonly problem?: Readonly<Record<string, unknown>> | undefined;
}

/** What is seen before the authority has it, and used or not by two equal buttons; where nothing came, the ways that are left. */
export function Decision({
  told,
  evidenceType,
  title,
  action,
  formKey,
  source,
  language,
  children,
}: {
  /** Absent where nothing was fetched yet. */
  readonly told: Told | undefined;
  readonly evidenceType: string;
  readonly title: string;
  readonly action: string;
  readonly formKey: string;
  /** Which one of several on the page. */
  readonly source: string;
  readonly language: Language;
  /** The values. */
  readonly children?: ComponentChildren;
}): VNode {
  const t = say(language);
  const choice = (first: VNode | false, second: VNode): VNode => (
    <Form action={action} formKey={formKey}>
      <input type="hidden" name="source" value={source} />
      <div class="equal-buttons" role="group" aria-label={title}>
        {first}
        {second}
      </div>
    </Form>
  );
  const button = (value: string, label: string): VNode => (
    <Button name="decision" value={value} kind="secondary">
      {label}
    </Button>
  );
  if (canBeUsed(told))
    return (
      <>
        {children}
        <p>
          <Link href={`/${language}/trail`}>{t.report}</Link>
        </p>
        {choice(button('use', t.use), button('decline', t.decline))}
      </>
    );
  const isSilent = isUnavailable(told?.problem);
  const canRepeat = told === undefined || told.status === 'EVIDENCE' || isSilent;
  const again = told === undefined ? t.firstFetch : t.fetch;
  return (
    <>
      <Text>{reasonOf(told?.status, isSilent, evidenceType, language)}</Text>
      {choice(canRepeat && button('fetch', again), button('decline', t.other))}
    </>
  );
}

const canBeUsed = (told: Told | undefined): boolean =>
  told?.status === 'EVIDENCE' && (told.expiresAt ?? '') > new Date().toISOString();

/** Who does not answer now may answer later. */
const isUnavailable = (problem: Told['problem']): boolean =>
  problem !== undefined && Number(problem['status']) >= 429;

function reasonOf(
  status: string | undefined,
  isSilent: boolean,
  evidenceType: string,
  language: Language,
): string {
  const t = say(language);
  const register = registerTitle(evidenceType, language);
  if (status === undefined) return t.first;
  if (status === 'EVIDENCE') return t.expired;
  if (status === 'NO_EVIDENCE') return t.nothing(register);
  return isSilent ? t.silent(register) : t.refused;
}
