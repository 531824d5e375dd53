import type { Gateway } from '#libs/client';
import { type Both, Card, Heading, instantText, localised, Small, Text, words } from '../layout/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';

const say = words({
  title: ['Meine Auskünfte', 'My data trail'],
  lead: [
    'Hier steht, welche Behörde wann welche Angaben über Sie abgerufen hat.',
    'This shows which authority retrieved which data about you, and when.',
  ],
  empty: ['Hier gibt es zurzeit keine Einträge.', 'There are no entries here at present.'],
  by: (authority: string, what: string): Both => [`${authority}: ${what}`, `${authority}: ${what}`],
});

export function trailView({ language }: SignedInVisit, { disclosures }: Gateway.DisclosureList): View {
  const t = say(language);
  return {
    title: t.title,
    main: (
      <>
        <Heading>{t.title}</Heading>
        <Text>{t.lead}</Text>
        {disclosures.length === 0 && <Text>{t.empty}</Text>}
        <ul class="card-list">
          {disclosures.map((entry) => (
            <li>
              <Card>
                <Small>{instantText(entry.at, language)}</Small>
                <Text>
                  {t.by(entry.authority?.name ?? '', localised(entry.evidenceType.title, language))}
                </Text>
              </Card>
            </li>
          ))}
        </ul>
      </>
    ),
  };
}
