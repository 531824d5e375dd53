import type { VNode } from 'preact';
import type { FormSource } from '#libs/forms';
import {
  Alert,
  Badge,
  type Both,
  Button,
  ButtonLink,
  Buttons,
  Card,
  Form,
  Link,
  localised,
  Text,
  words,
} from '../../layout/index.ts';
import type { SignedInVisit, View } from '../../web/index.ts';
import type { Open } from './applications.service.ts';
import { EvidenceValues, registerName } from './evidence-values.tsx';
import { sourceIn } from './evidence.service.ts';
import { stepView } from './frame.tsx';
import { nextStep, placeOf, shownSources } from './steps.rules.ts';

const say = words({
  heading: ['Das steht im Register', 'This is on record'],
  lead: [
    'Das steht im Register. Übermittelt wird es erst, wenn Sie es verwenden.',
    'This is on record. It is passed on only if you use it.',
  ],
  use: ['Diese Angaben verwenden', 'Use these data'],
  decline: ['Nicht verwenden', 'Do not use'],
  used: ['Wird verwendet', 'Used'],
  report: ['Stimmt etwas nicht? Fehler melden', 'Something wrong? Report it'],
  nothing: (register: string): Both => [
    `Aus dem ${register} kamen keine Angaben. Gründe teilt das Register nicht mit.`,
    `The ${register.toLowerCase()} returned no data. It gives no reasons.`,
  ],
  silent: (register: string): Both => [
    `Das ${register} antwortet gerade nicht. Sie können weitermachen.`,
    `The ${register.toLowerCase()} is not answering. You can go on.`,
  ],
  refused: [
    'Die Behörde darf diese Angaben nicht abrufen. Es wurde nichts übermittelt.',
    'The authority may not fetch these data. Nothing was disclosed.',
  ],
  expired: [
    'Die Vorschau ist abgelaufen. Bitte neu abrufen.',
    'The preview has expired. Please fetch again.',
  ],
  changed: ['Eine Angabe hat sich geändert. Bitte ansehen.', 'Something has changed. Please look.'],
  fetch: ['Neu abrufen', 'Fetch again'],
  first: ['Die Angaben sind noch nicht abgerufen.', 'The data have not been fetched yet.'],
  firstFetch: ['Angaben abrufen', 'Fetch the data'],
  other: ['Anders nachweisen', 'Provide it another way'],
  on: ['Weiter', 'Continue'],
});

/** All that registers told, before the office has any of it; each source is used or not by itself. */
export function previewView(visit: SignedInVisit, open: Open): View {
  const { language } = visit;
  const t = say(language);
  const { choices, decided, changed } = open.application;
  const sources = shownSources(open).filter(
    ({ evidenceType }) => choices[evidenceType]?.way === 'FETCH' || decided[evidenceType]?.releases,
  );
  const next = nextStep(open);
  return stepView(visit, {
    applying: open,
    heading: t.heading,
    step: 'preview',
    children: (
      <>
        <Text>{t.lead}</Text>
        {changed.length > 0 && <Alert kind="warning" title={t.changed} id="changed" />}
        {sources.map((source) => (
          <Source visit={visit} open={open} source={source} />
        ))}
        {next !== 'preview' && (
          <Buttons>
            <ButtonLink href={`/${language}/applications/${open.id}/${next}`}>{t.on}</ButtonLink>
          </Buttons>
        )}
      </>
    ),
  });
}

interface SourceProps {
  readonly visit: SignedInVisit;
  readonly open: Open;
  readonly source: FormSource;
}

function Source({ visit, open, source }: SourceProps): VNode {
  const { language } = visit;
  const t = say(language);
  const id = `source-${placeOf(open.form, source)}`;
  return (
    <Card labelledBy={id}>
      <h2 class="kern-heading-small" id={id}>
        {localised(source.title, language)}
      </h2>
      {open.application.decided[source.evidenceType]?.releases ? (
        <>
          <p>
            <Badge kind="success">{t.used}</Badge>
          </p>
          <EvidenceValues applying={open} evidenceType={source.evidenceType} language={language} />
        </>
      ) : (
        <Undecided visit={visit} open={open} source={source} />
      )}
    </Card>
  );
}

function Undecided({ visit, open, source }: SourceProps): VNode {
  const { language, path } = visit;
  const t = say(language);
  const { evidenceType } = source;
  const told = sourceIn(open.application, evidenceType);
  const { formKey } = visit.open.session;
  const titled = localised(source.title, language);
  if (told?.status === 'EVIDENCE' && (told.expiresAt ?? '') > new Date().toISOString())
    return (
      <>
        <EvidenceValues applying={open} evidenceType={evidenceType} language={language} />
        <p>
          <Link href={`/${language}/trail`}>{t.report}</Link>
        </p>
        <Form action={path} formKey={formKey}>
          <input type="hidden" name="source" value={`${placeOf(open.form, source)}`} />
          <div class="equal-buttons" role="group" aria-label={titled}>
            <Button name="decision" value="use" kind="secondary">
              {t.use}
            </Button>
            <Button name="decision" value="decline" kind="secondary">
              {t.decline}
            </Button>
          </div>
        </Form>
      </>
    );
  const isSilent = isUnavailable(told?.problem);
  const canRepeat = told === undefined || told.status === 'EVIDENCE' || isSilent;
  return (
    <>
      <Text>{reasonOf(told?.status, isSilent, evidenceType, language)}</Text>
      <Form action={path} formKey={formKey}>
        <input type="hidden" name="source" value={`${placeOf(open.form, source)}`} />
        <div class="equal-buttons" role="group" aria-label={titled}>
          {canRepeat && (
            <Button name="decision" value="fetch" kind="secondary">
              {told === undefined ? t.firstFetch : t.fetch}
            </Button>
          )}
          <Button name="decision" value="decline" kind="secondary">
            {t.other}
          </Button>
        </div>
      </Form>
    </>
  );
}

/** Who does not answer now may answer later. */
const isUnavailable = (problem: Readonly<Record<string, unknown>> | undefined): boolean =>
  problem !== undefined && Number(problem['status']) >= 429;

function reasonOf(
  status: string | undefined,
  isSilent: boolean,
  evidenceType: string,
  language: SignedInVisit['language'],
): string {
  const t = say(language);
  const register = registerName(evidenceType, language);
  if (status === undefined) return t.first;
  if (status === 'EVIDENCE') return t.expired;
  if (status === 'NO_EVIDENCE') return t.nothing(register);
  return isSilent ? t.silent(register) : t.refused;
}
