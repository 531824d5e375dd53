import { HardWords } from '../evidence/index.ts';
import {
  Alert,
  type Both,
  Bullets,
  Button,
  ButtonLink,
  Buttons,
  type Fault,
  FaultSummary,
  Form,
  Heading,
  Naming,
  NoticeText,
  Small,
  Subheading,
  Text,
  TextInput,
  words,
} from '../layout/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import { namesOf, type WholePermission } from './permission-words.ts';
import { receiptOf } from './receipt.rules.ts';

const say = words({
  title: ['Für Ihr Unternehmen bestätigen', 'Confirm for your company'],
  error: ['Fehler: ', 'Error: '],
  lead: [
    'Eine andere Person hat für Ihr Unternehmen einen Abruf gewählt. Zu zweit Vertretende müssen beide zustimmen.',
    'Another person chose retrieval for your company. Where two represent it together, both must agree.',
  ],
  euid: ['Europäische Kennung (EUID) des Unternehmens', 'European unique identifier (EUID) of the company'],
  euidHint: [
    'Steht im Registerauszug, etwa DEP2305.HRB12345',
    'On the register excerpt, such as DEP2305.HRB12345',
  ],
  show: ['Weiter', 'Continue'],
  needEuid: [
    'Geben Sie die EUID Ihres Unternehmens ein, etwa DEP2305.HRB12345',
    'Enter the EUID of your company, such as DEP2305.HRB12345',
  ],
  refused: [
    'Für dieses Unternehmen gibt es hier nichts, das Sie bestätigen können.',
    'There is nothing for this company here that you can confirm.',
  ],
  mismatch: ['Es hat sich etwas geändert. Bitte lesen Sie neu.', 'Something has changed. Please read again.'],
  what: (purpose: string, office: string): Both => [`${purpose}: ${office}`, `${purpose}: ${office}`],
  fields: ['Diese Angaben', 'These data'],
  notice: ['Der Text dazu', 'The text for it'],
  confirm: ['Bestätigen', 'Confirm'],
  notNow: ['Nicht bestätigen', 'Do not confirm'],
  free: [
    'Ohne Ihre Bestätigung wird nichts abgerufen. Sie endet von selbst nach einem Tag.',
    'Without your confirmation nothing is retrieved. It ends by itself after a day.',
  ],
  done: ['Bestätigt', 'Confirmed'],
  doneText: ['Die Behörde darf die Angaben jetzt abrufen.', 'The authority may retrieve the data now.'],
  back: ['Zur Startseite', 'To the start page'],
});

export type ConfirmingFault = 'needEuid' | 'refused' | 'mismatch';

/** Which company: its identifier stands in no list that anybody could see. */
export function askCompanyView(
  { language, open, path }: SignedInVisit,
  euid: string,
  found: readonly ConfirmingFault[] = [],
): View {
  const t = say(language);
  const faults: readonly Fault[] = found.map((fault) => ({ field: 'euid', detail: t[fault] }));
  return {
    title: faults.length > 0 ? t.error + t.title : t.title,
    ...(faults.length > 0 && { status: 400 }),
    main: (
      <>
        <FaultSummary faults={faults} language={language} />
        <Heading>{t.title}</Heading>
        <Text>{t.lead}</Text>
        <Form action={path} formKey={open.session.formKey}>
          <TextInput
            name="euid"
            label={t.euid}
            hint={t.euidHint}
            value={euid}
            autocomplete="off"
            faults={faults}
            language={language}
          />
          <Buttons>
            <Button>{t.show}</Button>
          </Buttons>
        </Form>
        <HardWords texts={[t.euid, t.euidHint]} language={language} />
      </>
    ),
  };
}

/** All that is confirmed, read before it is. */
export function confirmingView(
  { language, open, path }: SignedInVisit,
  permission: WholePermission,
  euid: string,
): View {
  const t = say(language);
  const { purpose, office } = namesOf(permission, language);
  const { fields, notice, language: locale } = receiptOf(permission);
  return {
    title: t.title,
    back: path,
    main: (
      <>
        <Heading>{t.title}</Heading>
        <Text>
          <Naming authority={permission.authorityName} language={language}>
            {t.what(purpose, office)}
          </Naming>
        </Text>
        <Subheading>{t.fields}</Subheading>
        <div lang={locale}>
          <Bullets items={fields} />
        </div>
        <HardWords texts={fields} language={language} />
        <Subheading>{t.notice}</Subheading>
        <NoticeText authority={permission.authorityName} locale={locale}>
          {notice}
        </NoticeText>
        <Form action={path} formKey={open.session.formKey}>
          <input type="hidden" name="euid" value={euid} />
          <input type="hidden" name="noticeSha256" value={permission.noticeSha256} />
          <Small>{t.free}</Small>
          <Buttons>
            <Button>{t.confirm}</Button>
            <ButtonLink kind="secondary" href={`/${language}`}>
              {t.notNow}
            </ButtonLink>
          </Buttons>
        </Form>
      </>
    ),
  };
}

export function confirmedView({ language }: SignedInVisit, permission: WholePermission): View {
  const t = say(language);
  const { purpose, office } = namesOf(permission, language);
  return {
    title: t.done,
    main: (
      <>
        <Heading>{t.done}</Heading>
        <Alert kind="success" title={t.doneText} id="confirmed" />
        <Text>
          <Naming authority={permission.authorityName} language={language}>
            {t.what(purpose, office)}
          </Naming>
        </Text>
        <ButtonLink href={`/${language}`}>{t.back}</ButtonLink>
      </>
    ),
  };
}
