import type { VNode } from 'preact';
import type { Gateway } from '#libs/client';
import { HardWords, registerName, registerTitle, toldValues } from '../evidence/index.ts';
import {
  Alert,
  Badge,
  type Both,
  Bullets,
  Button,
  ButtonLink,
  Buttons,
  Description,
  Form,
  Heading,
  Link,
  localised,
  Naming,
  Subheading,
  Text,
  words,
} from '../layout/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import { Contents } from './content.tsx';
import { linesOf } from './entry-lines.tsx';
import { sentenceOf } from './entry-words.ts';
import { outcomeOf } from './outcome-words.ts';
import type { Entry } from './trail.rules.ts';

const say = words({
  permission: ['Ihre Freigabe dazu ansehen', 'See your permission for it'],
  application: ['Ihren Antrag dazu ansehen', 'See your application for it'],
  fields: ['Danach wurde gefragt', 'What was asked for'],
  outcome: ['Was daraus wurde', 'What became of it'],
  content: ['Welche Angaben waren das?', 'Which data were these?'],
  contentText: [
    'Wir bewahren die Angaben nicht auf. Das Register kann Ihnen zeigen, was damals dort stand. Auch das wird ein Eintrag in „Meine Auskünfte“.',
    'We do not keep the data. The register can show you what it held at that time. That, too, becomes an entry in “My data trail”.',
  ],
  showContent: ['Angaben jetzt zeigen', 'Show the data now'],
  empty: [
    'Zu diesem Eintrag gibt es keine Angaben, die gezeigt werden können.',
    'There are no data that could be shown for this entry.',
  ],
  silent: (register: string): Both => [
    `Aus dem ${register} kommt gerade keine Antwort. Bitte versuchen Sie es später noch einmal.`,
    `The ${register} is not answering. Please try again later.`,
  ],
  often: [
    'Sie haben das in kurzer Zeit oft angesehen. Bitte versuchen Sie es später noch einmal.',
    'You have looked at this often in a short time. Please try again later.',
  ],
  wrong: ['Stimmt hier etwas nicht?', 'Is something wrong here?'],
  wrongText: [
    'Sie können melden, wenn eine Angabe falsch ist oder der Abruf nicht hätte sein dürfen.',
    'You can report it if the data are wrong or the retrieval should not have happened.',
  ],
  report: ['Das war nicht richtig', 'This was not right'],
  reported: ['Ihre Meldung ansehen', 'See your report'],
});

/** Shown on demand; otherwise why not. */
export type ShownContent = Gateway.Content | 'empty' | 'silent' | 'often';

export interface EntryParts {
  readonly content?: ShownContent;
  /** Of the person, with which it was collected. */
  readonly application?: string | undefined;
}

export function entryView(
  visit: SignedInVisit,
  entry: Entry,
  { content, application }: EntryParts = {},
): View {
  const { language } = visit;
  const t = say(language);
  const path = `/${language}/trail`;
  const title = localised(entry.evidenceType.title, language);
  const { kind, short, whole } = outcomeOf(entry, language);
  const fields = entry.fields.map((field) => localised(field.title, language));
  const lines = linesOf(entry, visit);
  const told = [localised(entry.purpose.title, language), entry.basis?.legalBasis ?? ''];
  const hasContent = entry.outcome === 'DISCLOSED' && entry.stage !== 'CONTENT';
  return {
    title,
    back: path,
    main: (
      <>
        <Heading>{title}</Heading>
        <Text>
          <Naming authority={entry.authority?.name} language={language}>
            {sentenceOf(entry, language)}
          </Naming>
        </Text>
        <Subheading>{t.outcome}</Subheading>
        <p class="kern-body">
          {!whole.startsWith(short) && <Badge kind={kind}>{short}</Badge>} {whole}
        </p>
        <Description entries={lines} />
        <Subheading>{t.fields}</Subheading>
        <Bullets items={fields} />
        <HardWords texts={[title, ...fields, ...lines.map(({ key }) => key), ...told]} language={language} />
        {entry.basis?.consentId !== undefined && (
          <Text>
            <Link href={`/${language}/receipts/${entry.basis.consentId}`}>{t.permission}</Link>
          </Text>
        )}
        {application !== undefined && (
          <Text>
            <Link href={`/${language}/applications/${application}`}>{t.application}</Link>
          </Text>
        )}
        {hasContent && <OnDemand visit={visit} entry={entry} content={content} />}
        {entry.stage !== 'CONTENT' && (
          <>
            <Subheading>{t.wrong}</Subheading>
            <Text>{t.wrongText}</Text>
            <Buttons>
              <ButtonLink href={`${path}/${entry.lookupId}/report`}>
                {entry.report ? t.reported : t.report}
              </ButtonLink>
            </Buttons>
          </>
        )}
      </>
    ),
  };
}

const OnDemand = ({
  visit: { language, open },
  entry,
  content,
}: {
  readonly visit: SignedInVisit;
  readonly entry: Entry;
  readonly content: ShownContent | undefined;
}): VNode => {
  const t = say(language);
  const register = registerName(entry.evidenceType.id, language);
  const path = `/${language}/trail/${entry.lookupId}`;
  return (
    <>
      <Subheading id="content">{t.content}</Subheading>
      {typeof content === 'object' ? (
        <Contents
          values={toldValues(entry.fields, content)}
          register={registerTitle(entry.evidenceType.id, language)}
          title={register}
          language={language}
        />
      ) : (
        <>
          {content !== undefined && (
            <Alert
              kind="warning"
              title={
                content === 'silent' ? t.silent(registerTitle(entry.evidenceType.id, language)) : t[content]
              }
              id="no-content"
            />
          )}
          <Text>{t.contentText}</Text>
          <Form action={path} formKey={open.session.formKey}>
            <Buttons>
              <Button kind="secondary">{t.showContent}</Button>
            </Buttons>
          </Form>
        </>
      )}
    </>
  );
};
