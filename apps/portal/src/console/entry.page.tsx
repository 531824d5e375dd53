import { ButtonLink, Heading, Text, words } from '../layout/index.ts';
import type { View, Visit } from '../web/index.ts';

const say = words({
  title: ['Leitstand', 'Console'],
  lead: [
    'Hier sieht die Betriebsführung, ob Änderungen der Register ankommen, und wer ein System anbindet, was es abrufen darf. Personenbezogene Daten stehen hier nirgends.',
    'Here operators see whether changes of the registers arrive, and who connects a system, what it may ask for. No personal data stands here.',
  ],
  signIn: ['Weiter zur Anmeldung', 'Continue to sign in'],
});

export function strangerView({ language }: Visit): View {
  const t = say(language);
  return {
    title: t.title,
    main: (
      <>
        <Heading>{t.title}</Heading>
        <Text>{t.lead}</Text>
        <ButtonLink href={`/${language}/login/start?to=${encodeURIComponent(`/${language}`)}`}>
          {t.signIn}
        </ButtonLink>
      </>
    ),
  };
}
