import type { VNode } from 'preact';
import type { Gateway } from '#libs/client';
import {
  Alert,
  AuthorityName,
  Badge,
  type Both,
  Button,
  ButtonLink,
  Buttons,
  Card,
  Description,
  Form,
  Heading,
  instantText,
  Link,
  Pager,
  Small,
  Subheading,
  Text,
  words,
} from '../layout/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import { isRunning, kindWord, namesOf, type Permission, stateWord } from './permission-words.ts';

const say = words({
  title: ['Meine Freigaben', 'My permissions'],
  lead: [
    'Hier steht, welche Behörde Angaben für Sie abrufen darf. Sie können jede Freigabe sofort beenden.',
    'This shows which authority may retrieve data for you. You can end each permission at once.',
  ],
  statute: [
    'Was Behörden ohne Ihre Zustimmung abrufen dürfen, steht im Gesetz. Solche Abrufe sehen Sie in „Meine Auskünfte“.',
    'What authorities may retrieve without your agreement is in the law. You see such retrievals in “My data trail”.',
  ],
  running: ['Laufende Freigaben', 'Running permissions'],
  ended: ['Beendete Freigaben', 'Ended permissions'],
  none: ['Zurzeit läuft keine Freigabe.', 'No permission is running at present.'],
  empty: ['Hier gibt es zurzeit keine Einträge.', 'There are no entries here at present.'],
  office: ['Behörde', 'Authority'],
  evidence: ['Angaben', 'Data'],
  ground: ['Grundlage', 'Ground'],
  until: ['Gilt bis', 'Valid until'],
  uses: ['Abrufe', 'Retrievals'],
  used: (uses: number, most: number): Both => [`${uses} von höchstens ${most}`, `${uses} of ${most} at most`],
  waits: [
    'Wartet darauf, dass die zweite vertretungsberechtigte Person bestätigt.',
    'Waits until the second person who represents the company confirms it.',
  ],
  waitsText: [
    'Geben Sie dieser Person die Adresse der folgenden Seite:',
    'Give this person the address of the following page:',
  ],
  confirm: ['Bestätigen', 'Confirm'],
  end: ['Beenden', 'End'],
  pause: ['Ruhen lassen', 'Pause'],
  resume: ['Weiterlaufen lassen', 'Resume'],
  receipt: ['Beleg', 'Receipt'],
  byParent: ['Ein Elternteil hat das für Sie entschieden.', 'A parent decided this for you.'],
  forOthers: [
    'Was Sie für Ihr Kind oder Ihr Unternehmen gewählt haben, finden Sie bei den Einträgen dazu:',
    'What you chose for your child or company you find with the entries about it:',
  ],
  represented: ['Auskünfte über Ihr Kind oder Ihr Unternehmen', 'Data trail of your child or company'],
  asked: (count: number): Both => [
    count === 1 ? 'Eine Behörde bittet Sie um Angaben' : `${count} Anfragen von Behörden warten auf Sie`,
    count === 1 ? 'An authority asks you for data' : `${count} requests of authorities wait for you`,
  ],
  seeAsked: ['Anfragen ansehen', 'See requests'],
});

export function permissionsView(
  visit: SignedInVisit,
  { consents, next }: Gateway.ConsentList,
  { asked, isLater }: { readonly asked: number; readonly isLater: boolean },
): View {
  const { language } = visit;
  const t = say(language);
  const path = `/${language}/permissions`;
  const [running, ended] = [consents.filter(isRunning), consents.filter((each) => !isRunning(each))];
  // One that runs may stand on another page.
  const isWhole = !isLater && next === undefined;
  return {
    title: t.title,
    main: (
      <>
        <Heading>{t.title}</Heading>
        <Text>{t.lead}</Text>
        {asked > 0 && (
          <Alert kind="info" title={t.asked(asked)} id="asked">
            <Link href={`/${language}/requests`}>{t.seeAsked}</Link>
          </Alert>
        )}
        {consents.length === 0 && <Text>{t.empty}</Text>}
        {isWhole && consents.length > 0 && running.length === 0 && <Text>{t.none}</Text>}
        {running.length > 0 && <Subheading>{t.running}</Subheading>}
        <ul class="card-list">
          {running.map((each) => (
            <li>
              <PermissionCard visit={visit} permission={each} />
            </li>
          ))}
        </ul>
        {ended.length > 0 && <Subheading>{t.ended}</Subheading>}
        <ul class="card-list">
          {ended.map((each) => (
            <li>
              <PermissionCard visit={visit} permission={each} />
            </li>
          ))}
        </ul>
        <Pager
          language={language}
          first={isLater ? path : undefined}
          next={next === undefined ? undefined : `${path}?after=${next}`}
        />
        <Small>{t.statute}</Small>
        <Small>
          {t.forOthers} <Link href={`/${language}/trail/represented`}>{t.represented}</Link>
        </Small>
      </>
    ),
  };
}

const PermissionCard = ({
  visit: { language, open },
  permission,
}: {
  readonly visit: SignedInVisit;
  readonly permission: Permission;
}): VNode => {
  const t = say(language);
  const { id, state, validUntil, maxUses, uses = 0, awaitsSecond } = permission;
  const { office, purpose, evidence } = namesOf(permission, language);
  const path = `/${language}/permissions/${id}`;
  const running = isRunning(permission);
  return (
    <Card labelledBy={`p-${id}`}>
      <div class="card-line">
        <h3 class="kern-title" id={`p-${id}`}>
          {purpose}
        </h3>
        <Badge kind={state === 'ACTIVE' ? 'success' : state === 'PAUSED' ? 'warning' : 'info'}>
          {stateWord(permission, language)}
        </Badge>
      </div>
      <Description
        entries={[
          {
            key: t.office,
            value: permission.authorityName ? (
              <AuthorityName language={language}>{office}</AuthorityName>
            ) : (
              office
            ),
          },
          { key: t.evidence, value: evidence },
          { key: t.ground, value: kindWord('noun', permission, language) },
          ...(running ? [{ key: t.until, value: instantText(validUntil, language) }] : []),
          ...(maxUses === undefined ? [] : [{ key: t.uses, value: t.used(uses, maxUses) }]),
        ]}
      />
      {permission.acting.as === 'PARENT' && <Small>{t.byParent}</Small>}
      {awaitsSecond === true && (
        <>
          <Text>{t.waits}</Text>
          <Small>
            {t.waitsText} <Link href={`${path}/confirm`}>{t.confirm}</Link>
          </Small>
        </>
      )}
      {running && (
        <Form action={`${path}/${state === 'PAUSED' ? 'resume' : 'pause'}`} formKey={open.session.formKey}>
          <Buttons>
            <ButtonLink kind="secondary" href={`${path}/end`}>
              {t.end}
            </ButtonLink>
            {awaitsSecond !== true && (
              <Button kind="tertiary">{state === 'PAUSED' ? t.resume : t.pause}</Button>
            )}
          </Buttons>
        </Form>
      )}
      <Link href={`/${language}/receipts/${id}`} describedBy={`p-${id}`}>
        {t.receipt}
      </Link>
    </Card>
  );
};
