import type { Gateway } from '#libs/client';
import { Alert, type Both, Heading, Link, Pager, Small, Subheading, Text, words } from '../layout/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import { EndedPermission, RunningPermission } from './permission-card.tsx';
import { isRunning } from './permission-words.ts';

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
              <RunningPermission visit={visit} permission={each} />
            </li>
          ))}
        </ul>
        {ended.length > 0 && <Subheading>{t.ended}</Subheading>}
        <ul class="folded-list">
          {ended.map((each) => (
            <li>
              <EndedPermission visit={visit} permission={each} />
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
