import type { DeskRegister } from '../portal.config.ts';
import {
  Badge,
  ButtonLink,
  Card,
  dayText,
  Heading,
  instantText,
  Link,
  Pager,
  Small,
  Text,
} from '../layout/index.ts';
import type { SignedInVisit, View, Visit } from '../web/index.ts';
import type { WorkItem, WorkList } from './case-desk.ts';
import { caseWords, kindTexts, kindWords } from './case-words.ts';
import { Choice } from './choice.tsx';
import { takenText } from './inbox.page.tsx';

export const states = ['OPEN', 'TAKEN', 'CLOSED'] as const;

/** One office that keeps a register. */
export interface Desk {
  readonly register: DeskRegister;
  readonly office: number;
}

export const deskPath = ({ language }: Visit, { register, office }: Desk): string =>
  `/${language}/${register}/${office}`;

export const stateKinds = { OPEN: 'warning', TAKEN: 'info', CLOSED: 'success' } as const;

export function listView(
  visit: SignedInVisit,
  desk: Desk,
  { cases, next }: WorkList,
  state: WorkItem['state'] | undefined,
): View {
  const { language } = visit;
  const t = caseWords(language);
  const here = deskPath(visit, desk);
  const more = new URLSearchParams({ ...(state && { state }), ...(next && { after: next }) });
  return {
    title: t[desk.register],
    back: `/${language}`,
    main: (
      <>
        <Heading>{t[desk.register]}</Heading>
        <Choice
          label={t.choice}
          entries={[
            [t.all, here, state === undefined],
            ...states.map((each) => [t[each], `${here}?state=${each}`, state === each] as const),
          ]}
        />
        {cases.length === 0 && <Text>{t.empty}</Text>}
        <ul class="card-list">
          {cases.map((each) => (
            <li>
              <Card>
                <h2 class="kern-heading-small">
                  <Link href={`${here}/cases/${each.id}`} describedBy={`case-${each.id}`}>
                    {kindWords(language)[each.kind]}
                  </Link>
                </h2>
                <p class="kern-body" id={`case-${each.id}`}>
                  {kindTexts(language)[each.kind]}{' '}
                  {t.since(dayText(each.effectiveOn, language), each.kind === 'VALUE_DOUBTED')}.{' '}
                  <Badge kind={stateKinds[each.state]}>{t[each.state]}</Badge>
                </p>
                <Small>
                  {t.opened(instantText(each.openedAt, language))}
                  {each.state === 'TAKEN' && `, ${t.takenBy} ${takenText(each.takenBy, visit)}`}
                </Small>
              </Card>
            </li>
          ))}
        </ul>
        <Pager language={language} next={next && `${here}?${more}`} />
      </>
    ),
  };
}

export function noOfficeView({ language }: Visit): View {
  const t = caseWords(language);
  return {
    title: t.noOffice,
    status: 403,
    main: (
      <>
        <Heading>{t.noOffice}</Heading>
        <Text>{t.noOfficeText}</Text>
        <ButtonLink href={`/${language}`}>{t.back}</ButtonLink>
      </>
    ),
  };
}
