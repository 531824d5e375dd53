import { problemKinds } from '#libs/client';
import { PlainTable } from '../console/table.tsx';
import { Heading, Link, Text, words } from '../layout/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';

const say = words({
  title: ['Fehlercodes', 'Problem codes'],
  lead: [
    'Jede Ablehnung nennt einen Code. Hinter jedem steht, wann Sie ihn sehen, woran es liegt, und was hilft (auf Englisch).',
    'Each refusal names a code. Behind each stands when you see it, its cause, and the remedy.',
  ],
  code: ['Code', 'Code'],
  meaning: ['Bedeutung', 'Meaning'],
});

/** @param url of the gateway, which explains each code at the address that its answers name as `type` */
export function problemsView({ language }: SignedInVisit, url: string): View {
  const t = say(language);
  return {
    title: t.title,
    back: `/${language}/dev`,
    main: (
      <>
        <Heading>{t.title}</Heading>
        <Text>{t.lead}</Text>
        <PlainTable
          id="problems"
          caption={t.title}
          columns={['HTTP', t.code, t.meaning].map((title) => ({ title }))}
          rows={Object.entries(problemKinds).map(([code, { status, title }]) => [
            String(status),
            <span id={code}>
              <Link href={`${url}/problems/${code}`}>{code}</Link>
            </span>,
            <span lang="en">{title}</span>,
          ])}
        />
      </>
    ),
  };
}
