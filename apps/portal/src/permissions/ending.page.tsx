import {
  Alert,
  type Both,
  Bullets,
  Button,
  ButtonLink,
  Buttons,
  Form,
  Heading,
  instantText,
  Link,
  Naming,
  Subheading,
  Text,
  words,
} from '../layout/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import { isRunning, kindWord, namesOf, stateWord, type WholePermission } from './permission-words.ts';
import { lastChange, receiptOf } from './receipt.rules.ts';

const say = words({
  error: ['Fehler: ', 'Error: '],
  about: (purpose: string, office: string): Both => [`${purpose}: ${office}`, `${purpose}: ${office}`],
  stops: ['Was dann aufhört', 'What stops then'],
  stopsText: (office: string): Both => [
    `${office} darf diese Angaben sofort nicht mehr für Sie abrufen:`,
    `${office} may no longer retrieve these data for you, at once:`,
  ],
  stays: ['Was bleibt', 'What stays'],
  past: [
    'Was schon abgerufen wurde, hat die Behörde weiter. Frühere Abrufe macht das nicht rückgängig.',
    'The authority keeps what it has already retrieved. This does not undo earlier retrievals.',
  ],
  goesOn: [
    'Ihr Antrag läuft weiter. Fehlende Nachweise legen Sie dann selbst vor. Das hat für Sie keinen Nachteil.',
    'Your application goes on. You then provide missing evidence yourself, at no disadvantage.',
  ],
  trail: [
    '„Meine Auskünfte“ zeigt weiter, was abgerufen wurde.',
    '“My data trail” still shows what was retrieved.',
  ],
  keep: ['Nicht beenden', 'Do not end it'],
  holds: ['Ihre Freigabe gilt noch', 'Your permission still holds'],
  unconfirmed: ['Das Beenden hat nicht geklappt', 'Ending it did not work'],
  again: ['Noch einmal beenden', 'End it again'],
  failed: [
    'Wir haben keine Bestätigung bekommen. Gehen Sie davon aus, dass sich nichts geändert hat, und versuchen Sie es bitte noch einmal.',
    'We got no confirmation. Please assume that nothing has changed, and try again.',
  ],
  choiceOver: (at: string): Both => [
    `Ihre Wahl gilt seit ${at} nicht mehr. Frühere Abrufe macht das nicht rückgängig.`,
    `Your choice ended at ${at}. This does not undo earlier retrievals.`,
  ],
  consentOver: (at: string): Both => [
    `Ihre Einwilligung gilt seit ${at} nicht mehr. Frühere Abrufe macht das nicht rückgängig.`,
    `Your consent ended at ${at}. This does not undo earlier retrievals.`,
  ],
  back: ['Zu „Meine Freigaben“', 'To my permissions'],
  receipt: ['Beleg ansehen', 'See the receipt'],
});

export function endingView(visit: SignedInVisit, permission: WholePermission): View {
  const { language, open } = visit;
  const t = say(language);
  if (!isRunning(permission)) return endedView(visit, permission);
  const path = `/${language}/permissions`;
  const { office, purpose } = namesOf(permission, language);
  const end = kindWord('end', permission, language);
  const receipt = receiptOf(permission);
  return {
    title: end,
    back: path,
    main: (
      <>
        <Heading>{end}</Heading>
        <Text>
          <Naming authority={permission.authorityName} language={language}>
            {t.about(purpose, office)}
          </Naming>
        </Text>
        <Subheading>{t.stops}</Subheading>
        <Text>
          <Naming authority={permission.authorityName} language={language}>
            {t.stopsText(office)}
          </Naming>
        </Text>
        <div lang={receipt.language}>
          <Bullets items={receipt.fields} />
        </div>
        <Subheading>{t.stays}</Subheading>
        <Bullets items={[t.past, t.goesOn, t.trail]} />
        <Form action={`${path}/${permission.id}/end`} formKey={open.session.formKey}>
          <Buttons>
            <Button>{end}</Button>
            <ButtonLink kind="secondary" href={path}>
              {t.keep}
            </ButtonLink>
          </Buttons>
        </Form>
      </>
    ),
  };
}

/** The gateway did not say that it ended; what it is about cannot be asked then, either. */
export function stillHoldsView({ language, open, path }: SignedInVisit): View {
  const t = say(language);
  return {
    title: t.error + t.holds,
    back: `/${language}/permissions`,
    status: 503,
    main: (
      <>
        <Heading>{t.holds}</Heading>
        <Alert kind="danger" title={t.unconfirmed} id="still-holds">
          <Text>{t.failed}</Text>
        </Alert>
        <Form action={path} formKey={open.session.formKey}>
          <Buttons>
            <Button>{t.again}</Button>
          </Buttons>
        </Form>
      </>
    ),
  };
}

/** The same whenever it is opened, and however often it was sent. */
function endedView({ language }: SignedInVisit, permission: WholePermission): View {
  const t = say(language);
  const { office, purpose } = namesOf(permission, language);
  const since = lastChange(receiptOf(permission)) ?? permission.validUntil;
  const at = permission.state === 'EXPIRED' ? permission.validUntil : since;
  const over = (permission.kind === 'CHOICE' ? t.choiceOver : t.consentOver)(instantText(at, language));
  const title = stateWord(permission, language);
  return {
    title,
    back: `/${language}/permissions`,
    main: (
      <>
        <Heading>{title}</Heading>
        <Alert kind="success" title={over} id="over" />
        <Text>
          <Naming authority={permission.authorityName} language={language}>
            {t.about(purpose, office)}
          </Naming>
        </Text>
        <Buttons>
          <ButtonLink href={`/${language}/permissions`}>{t.back}</ButtonLink>
        </Buttons>
        <Text>
          <Link href={`/${language}/receipts/${permission.id}`}>{t.receipt}</Link>
        </Text>
      </>
    ),
  };
}
