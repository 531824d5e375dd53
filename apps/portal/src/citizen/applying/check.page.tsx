import type { VNode } from 'preact';
import type { FormSource } from '#libs/forms';
import { HardWords, paperName, proofText, reportPath } from '../../evidence/index.ts';
import {
  Alert,
  type Both,
  Bullets,
  Button,
  Buttons,
  Card,
  Description,
  type Fault,
  Form,
  Link,
  localised,
  RegisterLines,
  Subheading,
  Text,
  words,
} from '../../layout/index.ts';
import type { SignedInVisit, View } from '../../web/index.ts';
import type { Open } from './applications.service.ts';
import { EvidenceValues } from './evidence-values.tsx';
import { sourceIn } from './evidence.rules.ts';
import { stepView } from './frame.tsx';
import { answerText } from './input.tsx';
import { placeOf, shownSources, typedPages } from './steps.rules.ts';
import { wholeStateOf } from './typed.rules.ts';

const say = words({
  heading: ['Prüfen Sie Ihren Antrag', 'Check your application'],
  lead: [
    'Erst wenn Sie absenden, bekommt die Behörde Ihren Antrag.',
    'The authority gets your application only when you submit it.',
  ],
  change: ['Ändern', 'Change'],
  report: ['Fehler melden', 'Report an error'],
  used: ['Die Behörde bekommt diese Angaben:', 'The authority gets these data:'],
  usedHidden: [
    'Die Behörde bekommt die Angaben, die Sie verwendet haben.',
    'The authority gets the data that you used.',
  ],
  enter: ['Sie tragen diese Angaben selbst ein.', 'You enter these data yourself.'],
  paper: (name: string): Both => [
    `Sie bringen oder schicken ein Papier: ${name}.`,
    `You bring or send a paper: ${name}.`,
  ],
  papers: ['Diese Papiere bringen oder schicken Sie', 'Papers that you bring or send'],
  papersText: [
    'Nach dem Absenden bekommen Sie ein Kurzzeichen. Schreiben Sie es auf die Papiere.',
    'After you submit you get a reference. Write it on the papers.',
  ],
  empty: ['nicht angegeben', 'not stated'],
  send: ['Antrag verbindlich absenden', 'Submit application'],
  state: ['Etwas hat sich geändert', 'Something has changed'],
  form: ['Das Formular wurde geändert', 'The form has changed'],
  otherText: [
    'Ihr Antrag wurde noch nicht gesendet. Ihre Angaben sind noch da. Sehen Sie bitte alles an, und senden Sie dann noch einmal.',
    'Your application was not sent yet. Your entries are still here. Please look at everything, and then send again.',
  ],
});

export interface Checked {
  /** What keeps it from being sent, each with the page where it can be mended. */
  readonly missing?: readonly Fault[];
  /** Whether something is not what was looked at. */
  readonly isOther?: 'state' | 'form';
}

/** The last look: what registers tell, then what was typed, each with the way to change it. */
export function checkView(visit: SignedInVisit, open: Open, { missing = [], isOther }: Checked = {}): View {
  const { language, path } = visit;
  const t = say(language);
  const base = `/${language}/applications/${open.id}`;
  const papers = shownSources(open)
    .filter(({ evidenceType }) => open.application.decided[evidenceType]?.way === 'BRING_PAPER')
    .map(({ evidenceType }) => paperName(open.form, evidenceType, language));
  const view = stepView(visit, {
    applying: open,
    heading: t.heading,
    step: 'check',
    faults: missing,
    children: (
      <>
        {isOther && (
          <Alert kind="warning" title={t[isOther]} id="other-than-shown">
            <Text>{t.otherText}</Text>
          </Alert>
        )}
        {shownSources(open).map((source) => (
          <CheckedSource visit={visit} open={open} source={source} />
        ))}
        {typedPages(open).map((page) => (
          <>
            <Subheading id={`page-${page.id}`}>{localised(page.title, language)}</Subheading>
            <Description
              entries={page.fields.map((field) => ({
                key: localised(field.label, language),
                value: open.answers[field.id] ? (
                  <RegisterLines>{answerText(field, open.answers[field.id]!, language)}</RegisterLines>
                ) : (
                  t.empty
                ),
              }))}
            />
            <Link href={`${base}/fields/${page.id}`} describedBy={`page-${page.id}`}>
              {t.change}
            </Link>
          </>
        ))}
        {papers.length > 0 && (
          <>
            <Subheading>{t.papers}</Subheading>
            <Bullets items={papers} />
            <Text>{t.papersText}</Text>
          </>
        )}
        <HardWords
          texts={shownSources(open).flatMap(({ evidenceType, paper }) =>
            open.application.decided[evidenceType]?.way ? [localised(paper, language)] : [],
          )}
          language={language}
        />
        <Text>{t.lead}</Text>
        <Form action={path} formKey={visit.open.session.formKey}>
          <input type="hidden" name="shown" value={wholeStateOf(open)} />
          <Buttons>
            <Button>{t.send}</Button>
          </Buttons>
        </Form>
      </>
    ),
  });
  return isOther ? { ...view, status: 409 } : view;
}

function CheckedSource({
  visit,
  open,
  source,
}: {
  readonly visit: SignedInVisit;
  readonly open: Open;
  readonly source: FormSource;
}): VNode {
  const { language } = visit;
  const t = say(language);
  const { evidenceType } = source;
  const decided = open.application.decided[evidenceType];
  const place = placeOf(open.form, source);
  const id = `source-${place}`;
  return (
    <Card labelledBy={id}>
      <h2 class="kern-heading-small" id={id}>
        {localised(source.title, language)}
      </h2>
      {decided?.releases ? (
        <>
          <Text>{open.application.filled ? t.used : t.usedHidden}</Text>
          <EvidenceValues applying={open} evidenceType={evidenceType} language={language} />
          <p>
            <Link href={reportPath(sourceIn(open.application, evidenceType)?.id, language)} describedBy={id}>
              {t.report}
            </Link>
          </p>
        </>
      ) : (
        <>
          {decided && (
            <Text>
              {decided.way === 'ENTER_IT'
                ? `${t.enter} ${proofText(source, language)}`
                : t.paper(paperName(open.form, evidenceType, language))}
            </Text>
          )}
          <p>
            <Link href={`/${language}/applications/${open.id}/sources/${place}`} describedBy={id}>
              {t.change}
            </Link>
          </p>
        </>
      )}
    </Card>
  );
}
