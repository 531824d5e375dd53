import {
  Alert,
  type Both,
  Button,
  Buttons,
  Form,
  Heading,
  localised,
  Text,
  words,
} from '../../layout/index.ts';
import type { SignedInVisit, View } from '../../web/index.ts';
import { releasedSources } from './evidence.rules.ts';
import { Released } from './released.tsx';
import type { Applying } from './steps.rules.ts';

const say = words({
  title: ['Begonnenen Antrag löschen', 'Delete the application you have begun'],
  text: (service: string): Both => [
    `Alles, was Sie zu „${service}“ eingetragen haben, wird gelöscht. Der Antrag selbst wurde noch nicht geschickt.`,
    `All that you entered for “${service}” is deleted. The application itself was not sent yet.`,
  ],
  permissions: [
    'Angaben, die Sie schon verwendet haben, kann die Behörde noch abholen. Ihre Wahl dazu können Sie auch später unter „Meine Freigaben“ zurücknehmen.',
    'The authority can still take data that you have used already. You can take back your choice of them later, too, under “My permissions”.',
  ],
  stillHolds: ['Ihre Wahl gilt noch', 'Your choice still holds'],
  stillHoldsText: [
    'Sie konnte gerade nicht zurückgenommen werden. Es wurde nichts gelöscht. Versuchen Sie es bitte in ein paar Minuten noch einmal.',
    'It could not be taken back just now. Nothing was deleted. Please try again in a few minutes.',
  ],
  removeBoth: ['Antrag löschen und Wahl zurücknehmen', 'Delete application and take back choice'],
  removeAlone: ['Nur den Antrag löschen', 'Delete the application only'],
  remove: ['Antrag löschen', 'Delete application'],
});

/** What goes, what does not, and how to end that, too. @param stillHolds where a choice could not be taken back */
export function removalView(
  { language, open, path }: SignedInVisit,
  applying: Applying,
  stillHolds = false,
): View {
  const t = say(language);
  const isReleased = releasedSources(applying).length > 0;
  return {
    title: t.title,
    back: `/${language}/applications`,
    ...(stillHolds && { status: 503 }),
    main: (
      <>
        <Heading>{t.title}</Heading>
        {stillHolds && (
          <Alert kind="warning" title={t.stillHolds} id="still-holds">
            <Text>{t.stillHoldsText}</Text>
          </Alert>
        )}
        <Text>{t.text(localised(applying.form.title, language))}</Text>
        <Released applying={applying} language={language} />
        {!isReleased && <Text>{t.permissions}</Text>}
        <Form action={path} formKey={open.session.formKey}>
          <Buttons>
            {isReleased && (
              <Button name="choices" value="end">
                {t.removeBoth}
              </Button>
            )}
            {isReleased ? <Button kind="secondary">{t.removeAlone}</Button> : <Button>{t.remove}</Button>}
          </Buttons>
        </Form>
      </>
    ),
  };
}
