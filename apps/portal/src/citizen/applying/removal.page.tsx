import { type Both, Button, Buttons, Form, Heading, localised, Text, words } from '../../layout/index.ts';
import type { SignedInVisit, View } from '../../web/index.ts';
import type { Applying } from './steps.rules.ts';

const say = words({
  title: ['Begonnenen Antrag löschen', 'Delete the application you have begun'],
  text: (service: string): Both => [
    `Alles, was Sie zu „${service}“ eingetragen haben, wird gelöscht. An die Behörde wurde noch nichts geschickt.`,
    `All that you entered for “${service}” is deleted. Nothing was sent to the authority yet.`,
  ],
  permissions: [
    'Ihre Wahl, dass etwas abgerufen werden darf, beenden Sie unter „Meine Freigaben“.',
    'You end your choice that something may be fetched under “My permissions”.',
  ],
  remove: ['Antrag löschen', 'Delete application'],
});

/** What goes, and what does not. */
export function removalView({ language, open, path }: SignedInVisit, { form }: Applying): View {
  const t = say(language);
  return {
    title: t.title,
    back: `/${language}/applications`,
    main: (
      <>
        <Heading>{t.title}</Heading>
        <Text>{t.text(localised(form.title, language))}</Text>
        <Text>{t.permissions}</Text>
        <Form action={path} formKey={open.session.formKey}>
          <Buttons>
            <Button>{t.remove}</Button>
          </Buttons>
        </Form>
      </>
    ),
  };
}
