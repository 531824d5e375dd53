import { Card, Heading, Link, Text, words } from '../layout/index.ts';
import type { View, Visit } from '../web/index.ts';

const say = words({
  title: ['Arbeitsplätze', 'Workplaces'],
  lead: [
    'Wählen Sie, woran Sie arbeiten. Sie melden sich dort mit Ihrem dienstlichen Konto an.',
    'Choose what you work on. You sign in there with your account at the authority.',
  ],
  clerk: ['Anträge bearbeiten', 'Work on applications'],
});

export function desksView({ language }: Visit): View {
  const t = say(language);
  return {
    title: t.title,
    main: (
      <>
        <Heading>{t.title}</Heading>
        <Text>{t.lead}</Text>
        <ul class="card-list">
          <li>
            <Card>
              <h2 class="kern-heading-small">
                <Link href={`/${language}/clerk`}>{t.clerk}</Link>
              </h2>
            </Card>
          </li>
        </ul>
      </>
    ),
  };
}
