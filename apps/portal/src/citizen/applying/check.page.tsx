import type { VNode } from 'preact';
import type { FormSource } from '#libs/forms';
import {
  Button,
  Buttons,
  Card,
  Description,
  Form,
  Icon,
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
import { stepView } from './frame.tsx';
import { answerText } from './input.tsx';
import { placeOf, shownSources, typedPages } from './steps.rules.ts';

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
  paper: ['Sie bringen oder schicken Papiere.', 'You bring or send papers.'],
  empty: ['nicht angegeben', 'not stated'],
  send: ['Antrag verbindlich absenden', 'Submit application'],
  missing: ['Bitte prüfen Sie Ihre Eingaben', 'Please check your entries'],
  fault: ['Fehler: ', 'Error: '],
});

/** Something that keeps it from being sent, and the page where it can be mended. */
export interface Missing {
  readonly href: string;
  readonly detail: string;
}

/** The last look: what registers tell, then what was typed, each with the way to change it. */
export function checkView(visit: SignedInVisit, open: Open, missing: readonly Missing[] = []): View {
  const { language, path } = visit;
  const t = say(language);
  const base = `/${language}/applications/${open.id}`;
  const view = stepView(visit, {
    applying: open,
    heading: t.heading,
    step: 'check',
    children: (
      <>
        <MissingSummary missing={missing} title={t.missing} />
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
        <Text>{t.lead}</Text>
        <Form action={path} formKey={visit.open.session.formKey}>
          <Buttons>
            <Button>{t.send}</Button>
          </Buttons>
        </Form>
      </>
    ),
  });
  return missing.length === 0 ? view : { ...view, title: `${t.fault}${view.title}`, status: 400 };
}

const MissingSummary = ({
  missing,
  title,
}: {
  readonly missing: readonly Missing[];
  readonly title: string;
}): VNode | null =>
  missing.length === 0 ? null : (
    <section
      class="kern-alert kern-alert--danger"
      tabIndex={-1}
      aria-labelledby="missing"
      data-takes-focus=""
      autofocus
    >
      <div class="kern-alert__header">
        <Icon name="danger" />
        <h2 class="kern-title" id="missing">
          {title}
        </h2>
      </div>
      <div class="kern-alert__body">
        <ul class="kern-list kern-list--bullet">
          {missing.map(({ href, detail }) => (
            <li>
              <Link href={href}>{detail}</Link>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );

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
            <Link href={`/${language}/trail`} describedBy={id}>
              {t.report}
            </Link>
          </p>
        </>
      ) : (
        <>
          {decided && <Text>{decided.way === 'ENTER_IT' ? t.enter : t.paper}</Text>}
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
