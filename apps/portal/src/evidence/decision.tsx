import type { ComponentChildren, VNode } from 'preact';
import { Alert, type Both, Button, Form, Link, Text, words } from '../layout/index.ts';
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
  notRepresenting: [
    'Das Register bestätigt nicht, dass Sie hier für jemand anderen handeln dürfen. Gründe nennt es nicht. Es wurde nichts übermittelt.',
    'The register does not confirm that you may act for somebody else here. It gives no reasons. Nothing was disclosed.',
  ],
  joint: [
    'Nach dem Handelsregister vertreten Sie das Unternehmen nur zusammen mit einer zweiten Person. Zu zweit kann hier noch nichts abgerufen werden. Bitte weisen Sie diese Angaben anders nach.',
    'By the commercial register you represent the company only together with a second person. Nothing can be fetched here by two yet. Please prove these data another way.',
  ],
  ended: [
    'Ihre Wahl gilt nicht mehr. Es wurde nichts übermittelt.',
    'Your choice does not hold any more. Nothing was disclosed.',
  ],
  otherShown: ['Es ist nicht mehr, was Sie gesehen haben', 'It is not what you saw any more'],
  otherShownText: [
    'Die Angaben wurden inzwischen neu abgerufen. Es wurde nichts verwendet. Bitte sehen Sie sie an und entscheiden Sie noch einmal.',
    'The data were fetched again meanwhile. Nothing was used. Please look at them and decide again.',
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
    'Die Behörde bekommt diese Angaben erst, wenn Sie sie verwenden.',
    'The authority gets these data only if you use them.',
  ],
});

/** What the gateway answered to the person for one source. */
export interface Told {
  readonly id?: string | undefined;
  readonly status: string;
  readonly expiresAt?: string | undefined;
  readonly problem?: Readonly<Record<string, unknown>> | undefined;
}

/** That something is wrong is reported at the entry that showed it; at all entries, where it is not known any more. */
export const reportPath = (id: string | undefined, language: Language): string =>
  `/${language}/trail${id ? `/${id}/report` : ''}`;

/** Whether it is what the page showed that is used now. */
export const isAsShown = (told: Told | undefined, { preview }: Readonly<Record<string, string>>): boolean =>
  (told?.id ?? '') === preview;

/** Another window looked again in between. */
export const OtherShown = ({ language }: { readonly language: Language }): VNode => (
  <Alert kind="warning" title={say(language).otherShown} id="other-shown">
    <Text>{say(language).otherShownText}</Text>
  </Alert>
);

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
      <input type="hidden" name="preview" value={told?.id ?? ''} />
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
          <Link href={reportPath(told?.id, language)}>{t.report}</Link>
        </p>
        {choice(button('use', t.use), button('decline', t.decline))}
      </>
    );
  const isSilent = isUnavailable(told?.problem);
  const canRepeat = told === undefined || told.status === 'EVIDENCE' || isSilent;
  const again = told === undefined ? t.firstFetch : t.fetch;
  return (
    <>
      <Text>{reasonOf(told, evidenceType, language)}</Text>
      {choice(canRepeat && button('fetch', again), button('decline', t.other))}
    </>
  );
}

const canBeUsed = (told: Told | undefined): boolean =>
  told?.status === 'EVIDENCE' && (told.expiresAt ?? '') > new Date().toISOString();

/** Who does not answer now may answer later. */
const isUnavailable = (problem: Told['problem']): boolean =>
  problem !== undefined && Number(problem['status']) >= 429;

function reasonOf(told: Told | undefined, evidenceType: string, language: Language): string {
  const t = say(language);
  const { status, problem } = told ?? {};
  const register = registerTitle(evidenceType, language);
  if (status === undefined) return t.first;
  if (status === 'EVIDENCE') return t.expired;
  if (status === 'NO_EVIDENCE') return t.nothing(register);
  if (isUnavailable(problem)) return t.silent(register);
  const code = String(problem?.['code']);
  if (code === 'representation-joint') return t.joint;
  if (code === 'representation-refused') return t.notRepresenting;
  return code.startsWith('consent-') ? t.ended : t.refused;
}
