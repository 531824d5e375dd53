import type { ComponentChildren } from 'preact';
import { HardWords, registerName } from '../evidence/index.ts';
import {
  Alert,
  type Both,
  Button,
  ButtonLink,
  Buttons,
  dayAMonthAfter,
  dayText,
  type Fault,
  FaultSummary,
  Form,
  Heading,
  instantText,
  localised,
  Naming,
  Radios,
  referenceOf,
  Text,
  TextInput,
  words,
} from '../layout/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import { type About, aboutsOf } from './report.rules.ts';
import type { Entry } from './trail.rules.ts';

const say = words({
  title: ['Das war nicht richtig', 'This was not right'],
  error: ['Fehler: ', 'Error: '],
  about: (what: string, at: string): Both => [
    `Es geht um: ${what}, ${at}.`,
    `This is about: ${what}, ${at}.`,
  ],
  question: ['Was ist nicht richtig?', 'What is not right?'],
  VALUE: (register: string): Both => [
    `Eine Angabe ist falsch. Die Meldung geht an die Stelle, die das Register führt (${register}).`,
    `Some of the data are wrong. The report goes to the office that keeps the register (${register}).`,
  ],
  RETRIEVAL: (office: string): Both => [
    `Der Abruf war nicht in Ordnung. Die Meldung geht an: ${office}.`,
    `It should not have been retrieved. The report goes to: ${office}.`,
  ],
  office: ['die Behörde', 'the authority'],
  text: ['Was war falsch?', 'What was wrong?'],
  textHint: [
    'Schreiben Sie es mit Ihren Worten, höchstens 2.000 Zeichen. Nur die Stelle, an die die Meldung geht, liest es.',
    'Say it in your own words, 2,000 characters at most. Nobody but the recipient reads it.',
  ],
  send: ['Meldung absenden', 'Send report'],
  choose: ['Wählen Sie aus, was nicht richtig ist', 'Choose what is not right'],
  write: ['Schreiben Sie, was falsch war', 'Write what was wrong'],
  tooLong: ['Kürzen Sie den Text auf 2.000 Zeichen', 'Shorten the text to 2,000 characters'],
  unsuitable: [
    'Der Text enthält unsichtbare Zeichen, die nicht erlaubt sind. Schreiben Sie ihn bitte neu',
    'The text holds invisible characters that are not allowed. Please write it anew',
  ],
  toOffice: [
    'Zu diesem Eintrag kann hier nichts gemeldet werden. Wenden Sie sich bitte an die Stelle, die das Register führt, oder an Ihre Datenschutzbehörde.',
    'Nothing can be reported here about this entry. Please turn to the office that keeps the register, or to your data protection authority.',
  ],
  sent: ['Ihre Meldung ist abgesendet', 'Your report has been sent'],
  sentAt: (at: string): Both => [`Abgesendet am ${at}.`, `Sent on ${at}.`],
  reference: (number: string): Both => [`Ihr Zeichen: ${number}`, `Your reference: ${number}`],
  next: (day: string): Both => [
    `Die Stelle prüft Ihre Meldung. Sie muss Ihnen bis zum ${day} antworten (Art. 12 Abs. 3 DSGVO). Was daraus wird, sehen Sie auf dieser Seite.`,
    `Your report will be looked into. You must have an answer by ${day} (GDPR Art. 12(3)). What becomes of it is shown on this page.`,
  ],
  SENT: ['Die Stelle hat die Meldung noch nicht abgeholt.', 'The recipient has not taken the report yet.'],
  RECEIVED: [
    'Die Stelle hat die Meldung und prüft sie.',
    'The recipient has the report and is looking into it.',
  ],
  CONFIRMED: ['Die Stelle hat Ihnen recht gegeben.', 'The recipient found that you were right.'],
  NOT_CONFIRMED: [
    'Die Stelle hat keinen Fehler gefunden. Sie können sich an Ihre Datenschutzbehörde wenden.',
    'The recipient found no mistake. You can turn to your data protection authority.',
  ],
  CLOSED: ['Die Prüfung ist abgeschlossen.', 'The report is closed.'],
  back: ['Zu „Meine Auskünfte“', 'To my data trail'],
});

export interface Typed {
  readonly about: string;
  readonly text: string;
}

export type ReportFault = 'choose' | 'write' | 'tooLong' | 'unsuitable';

const fieldOf = (fault: ReportFault): keyof Typed => (fault === 'choose' ? 'about' : 'text');

export function reportView(
  visit: SignedInVisit,
  entry: Entry,
  { about, text }: Typed,
  found: readonly ReportFault[] = [],
): View {
  const { language, open } = visit;
  const t = say(language);
  const path = `/${language}/trail/${entry.lookupId}`;
  const abouts = aboutsOf(entry);
  if (entry.report) return sentView(visit, entry, entry.report);
  const faults: readonly Fault[] = found.map((fault) => ({ field: fieldOf(fault), detail: t[fault] }));
  const office = entry.authority?.name;
  const label: Readonly<Record<About, ComponentChildren>> = {
    VALUE: t.VALUE(registerName(entry.evidenceType.id, language)),
    RETRIEVAL: (
      <Naming authority={office} language={language}>
        {t.RETRIEVAL(office ?? t.office)}
      </Naming>
    ),
  };
  return {
    title: faults.length > 0 ? t.error + t.title : t.title,
    back: path,
    ...(faults.length > 0 && { status: 400 }),
    main: (
      <>
        <FaultSummary faults={faults} language={language} />
        <Heading>{t.title}</Heading>
        <Text>{t.about(localised(entry.evidenceType.title, language), instantText(entry.at, language))}</Text>
        {abouts.length === 0 ? (
          <>
            <Text>{t.toOffice}</Text>
            <HardWords texts={[t.toOffice]} language={language} />
          </>
        ) : (
          <Form action={`${path}/report`} formKey={open.session.formKey}>
            <Radios
              name="about"
              label={t.question}
              value={about}
              options={abouts.map((value) => ({ value, label: label[value] }))}
              faults={faults}
              language={language}
            />
            <TextInput
              name="text"
              label={t.text}
              hint={t.textHint}
              value={text}
              rows={6}
              faults={faults}
              language={language}
            />
            <Buttons>
              <Button>{t.send}</Button>
            </Buttons>
          </Form>
        )}
      </>
    ),
  };
}

/** The same whenever it is opened: what was sent, and what became of it. */
function sentView({ language }: SignedInVisit, entry: Entry, report: NonNullable<Entry['report']>): View {
  const t = say(language);
  const { state, outcome, madeAt } = report;
  const became = state === 'CLOSED' ? t[outcome ?? 'CLOSED'] : t[state];
  return {
    title: t.sent,
    back: `/${language}/trail/${entry.lookupId}`,
    main: (
      <>
        <Heading>{t.sent}</Heading>
        <Alert kind={state === 'CLOSED' ? 'success' : 'info'} title={became} id="report-state">
          <Text>{t.reference(referenceOf(entry.lookupId))}</Text>
          <Text>{t.sentAt(instantText(madeAt, language))}</Text>
        </Alert>
        <HardWords texts={[became]} language={language} />
        {state !== 'CLOSED' && <Text>{t.next(dayText(dayAMonthAfter(madeAt), language))}</Text>}
        <Buttons>
          <ButtonLink href={`/${language}/trail`}>{t.back}</ButtonLink>
        </Buttons>
      </>
    ),
  };
}
