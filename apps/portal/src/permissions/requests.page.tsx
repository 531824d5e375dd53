import type { VNode } from 'preact';
import type { Gateway } from '#libs/client';
import {
  Badge,
  type Both,
  Bullets,
  Button,
  ButtonLink,
  Buttons,
  Card,
  Details,
  fileNumber,
  Form,
  Heading,
  instantText,
  Link,
  localised,
  Naming,
  Pager,
  RegisterText,
  Small,
  Subheading,
  Text,
  words,
} from '../layout/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';

const say = words({
  title: ['Anfragen an mich', 'Requests to me'],
  lead: [
    'Diese Behörden bitten Sie um Angaben. Sie entscheiden bei jeder Angabe einzeln. Eine Ablehnung hat für Sie keinen Nachteil; Sie können den Nachweis selbst vorlegen.',
    'These authorities ask you for data. You decide on each by itself. Declining is no disadvantage to you; you can provide the evidence yourself.',
  ],
  empty: ['Hier gibt es zurzeit keine Einträge.', 'There are no entries here at present.'],
  by: (office: string, purpose: string): Both => [`${office}: ${purpose}`, `${office}: ${purpose}`],
  until: (at: string): Both => [`Sie können bis zum ${at} entscheiden.`, `You can decide until ${at}.`],
  file: ['Aktenzeichen der Behörde: ', 'File number of the authority: '],
  fields: ['Um diese Angaben geht es', 'These data are asked for'],
  from: (register: string): Both => [`Aus: ${register}`, `From: ${register}`],
  OPEN: ['Offen', 'Open'],
  EXPIRED: ['Abgelaufen', 'Run out'],
  DECLINED: ['Abgelehnt', 'Declined'],
  USED: ['Freigegeben', 'Released'],
  decline: ['Nicht abrufen lassen', 'Do not have it fetched'],
  look: ['Ansehen und entscheiden', 'View and decide'],
  given: [
    'Die Behörde kann diese Angaben jetzt abholen. Solange sie das nicht getan hat, können Sie es beenden.',
    'The authority can collect these data now. Until it has, you can end it.',
  ],
  permissions: ['Zu „Meine Freigaben“', 'To my permissions'],
  way: [
    'Wenn Sie ablehnen, legen Sie den Nachweis selbst vor: Bringen oder schicken Sie ihn der Behörde.',
    'If you decline, you provide the evidence yourself: bring or send it to the authority.',
  ],
});

export function requestsView(
  visit: SignedInVisit,
  { requests, next }: Gateway.AskedList,
  isLater: boolean,
): View {
  const { language } = visit;
  const t = say(language);
  const path = `/${language}/requests`;
  return {
    title: t.title,
    back: `/${language}/permissions`,
    main: (
      <>
        <Heading>{t.title}</Heading>
        <Text>{requests.length === 0 ? t.empty : t.lead}</Text>
        {requests.map((asked) => (
          <>
            <Subheading>
              <Naming authority={asked.authority.name} language={language}>
                {t.by(asked.authority.name, localised(asked.purposeTitle, language))}
              </Naming>
            </Subheading>
            <Small>{t.until(instantText(asked.expiresAt, language))}</Small>
            {asked.requestersWords.caseReference !== undefined && (
              <Small>
                {t.file}
                <RegisterText>{fileNumber(asked.requestersWords.caseReference)}</RegisterText>
              </Small>
            )}
            <ul class="card-list">
              {asked.items.map((item, index) => (
                <li>
                  <AskedCard visit={visit} asked={asked} item={item} place={index + 1} />
                </li>
              ))}
            </ul>
          </>
        ))}
        <Pager
          language={language}
          first={isLater ? path : undefined}
          next={next === undefined ? undefined : `${path}?after=${next}`}
        />
      </>
    ),
  };
}

const AskedCard = ({
  visit: { language, open },
  asked,
  item,
  place,
}: {
  readonly visit: SignedInVisit;
  readonly asked: Gateway.Asked;
  readonly item: Gateway.AskedItem;
  /** In the request, from 1. */
  readonly place: number;
}): VNode => {
  const t = say(language);
  return (
    <Card>
      <div class="card-line">
        <h3 class="kern-title">{localised(item.title, language)}</h3>
        <Badge kind={item.state === 'OPEN' ? 'warning' : 'info'}>{t[item.state]}</Badge>
      </div>
      {item.registerTitle && <Small>{t.from(localised(item.registerTitle, language))}</Small>}
      <Details summary={t.fields}>
        <Bullets items={item.fields.map(({ title }) => localised(title, language))} />
      </Details>
      {item.state === 'OPEN' && (
        <Form action={`/${language}/requests/${asked.id}/decline`} formKey={open.session.formKey}>
          <input type="hidden" name="evidenceType" value={item.evidenceType} />
          <Small>{t.way}</Small>
          <Buttons>
            {item.kind && (
              <ButtonLink kind="secondary" href={`/${language}/requests/${asked.id}/${place}`}>
                {t.look}
              </ButtonLink>
            )}
            <Button kind="secondary">{t.decline}</Button>
          </Buttons>
        </Form>
      )}
      {item.state === 'USED' && (
        <Small>
          {t.given} <Link href={`/${language}/permissions`}>{t.permissions}</Link>
        </Small>
      )}
    </Card>
  );
};
