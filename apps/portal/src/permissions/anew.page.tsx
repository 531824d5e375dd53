import { randomUUID } from 'node:crypto';
import type { Gateway } from '#libs/client';
import {
  Alert,
  Button,
  ButtonLink,
  Buttons,
  Form,
  Heading,
  Naming,
  NoticeText,
  Small,
  Text,
  words,
} from '../layout/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import { kindWord, namesOf, type Permission } from './permission-words.ts';

const say = words({
  lead: [
    'Lesen Sie bitte den Text von heute. Er gilt, wenn Sie zustimmen.',
    'Please read the text of today. It holds if you agree.',
  ],
  changed: [
    'Der Text hat sich geändert. Bitte lesen Sie ihn noch einmal.',
    'The text has changed. Please read it again.',
  ],
  free: ['Beides ist möglich und hat für Sie keinen Nachteil.', 'Both are possible, at no disadvantage.'],
  no: ['Nein, ich lege den Nachweis selbst vor', 'No, I will provide it myself'],
  gone: [
    'Diese Behörde darf diese Angaben nicht mehr für Sie abrufen. Sie legen den Nachweis dann selbst vor.',
    'This authority may no longer retrieve these data for you. You then provide the evidence yourself.',
  ],
  back: ['Zu „Meine Freigaben“', 'To my permissions'],
});

/** A permission that ended, given again after the text of today; as many steps as ending it. */
export function anewView(
  { language, open }: SignedInVisit,
  permission: Permission,
  notice: Gateway.Notice | undefined,
  isChanged = false,
): View {
  const t = say(language);
  const path = `/${language}/permissions`;
  const title = kindWord('anew', permission, language);
  const { purpose, office } = namesOf(permission, language);
  return {
    title,
    back: path,
    main: (
      <>
        <Heading>{title}</Heading>
        <Text>
          <Naming authority={permission.authorityName} language={language}>{`${purpose}: ${office}`}</Naming>
        </Text>
        {notice === undefined ? (
          <>
            <Text>{t.gone}</Text>
            <ButtonLink href={path}>{t.back}</ButtonLink>
          </>
        ) : (
          <>
            {isChanged && <Alert kind="warning" title={t.changed} id="changed" />}
            <Text>{t.lead}</Text>
            <NoticeText authority={permission.authorityName} locale={notice.locale}>
              {notice.text}
            </NoticeText>
            <Form action={`${path}/${permission.id}/anew`} formKey={open.session.formKey}>
              <input type="hidden" name="noticeSha256" value={notice.sha256} />
              <input type="hidden" name="once" value={randomUUID()} />
              <Small>{t.free}</Small>
              <Buttons>
                <Button>{title}</Button>
                <ButtonLink kind="secondary" href={path}>
                  {t.no}
                </ButtonLink>
              </Buttons>
            </Form>
          </>
        )}
      </>
    ),
  };
}
