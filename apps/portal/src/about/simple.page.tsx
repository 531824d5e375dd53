import { Bullets, ButtonLink, Heading, Subheading, Text, words } from '../layout/index.ts';
import type { View, Visit } from '../web/index.ts';

const say = words({
  title: ['Dieses Portal in Einfacher Sprache', 'This portal in easy language'],
  what: ['Was ist das hier?', 'What is this?'],
  what1: ['Sie brauchen etwas von einer Behörde.', 'You need something from an authority.'],
  what2: [
    'Zum Beispiel einen Parkausweis. Dafür stellen Sie hier einen Antrag.',
    'For example a parking permit. You apply for it here.',
  ],
  what3: [
    'Manche Angaben stehen schon in einem Register. Ein Register ist eine Liste, die der Staat führt.',
    'Some data are already in a register. A register is a list that the state keeps.',
  ],
  choice: ['Sie entscheiden', 'You decide'],
  choice1: ['Die Behörde braucht Ihre Adresse.', 'The authority needs your address.'],
  choice2: ['Die Adresse steht im Melderegister.', 'The address is in the residents register.'],
  choice3: ['Die Behörde kann sie dort abrufen.', 'The authority can fetch it there.'],
  choice4: ['Oder Sie bringen selbst einen Nachweis.', 'Or you bring proof yourself.'],
  choice5: ['Sie entscheiden. Beides ist gut.', 'You decide. Both are fine.'],
  choice6: ['Sie sehen die Angaben zuerst.', 'You see the data first.'],
  choice7: ['Sie können Ihre Wahl später zurücknehmen.', 'You can take back your choice later.'],
  trail: ['Meine Auskünfte', 'My data trail'],
  trail0: [
    'Dort steht, wer etwas über Sie abgerufen hat. Zum Beispiel:',
    'There you see who fetched something about you. For example:',
  ],
  trail1: [
    'Am 27. November hat die Stadt Hannover Ihren Namen und Ihre Adresse abgerufen.',
    'On 27 November the city of Hannover fetched your name and your address.',
  ],
  trail2: ['Sie braucht das für Ihren Parkausweis.', 'It needs this for your parking permit.'],
  trail3: ['Sie hatten das so gewählt.', 'You had chosen this.'],
  trail4: [
    'War das falsch? Drücken Sie dort auf „Das war nicht richtig“.',
    'Was that wrong? Press “This was not right” there.',
  ],
  stop: ['Sie möchten das nicht mehr?', 'You do not want this any more?'],
  stop1: ['Öffnen Sie „Meine Freigaben“.', 'Open “My permissions”.'],
  stop2: ['Klicken Sie auf „Beenden“.', 'Click on “End”.'],
  stop3: [
    'Dann darf die Behörde diese Angaben nicht mehr abrufen.',
    'Then the authority may not fetch these data any more.',
  ],
  stop5: [
    'Manches darf eine Behörde nach dem Gesetz abrufen. Das können Sie hier nicht beenden.',
    'Some data an authority may fetch by law. You cannot end that here.',
  ],
  stop4: ['Was sie schon hat, behält sie.', 'What it already has, it keeps.'],
  help: ['Sie brauchen Hilfe?', 'Do you need help?'],
  help1: [
    'Sie müssen dieses Portal nicht benutzen. Sie können immer zur Behörde gehen.',
    'You do not have to use this portal. You can always go to the authority.',
  ],
  go: ['Zur Startseite', 'To the start page'],
});

/** The portal, the choice and the trail; no reader has tested it, so it does not call itself Leichte Sprache. */
export function simpleView({ language }: Visit): View {
  const t = say(language);
  return {
    title: t.title,
    main: (
      <div class="simple" lang={language === 'de' ? 'de-simple' : 'en'}>
        <Heading>{t.title}</Heading>
        <Subheading>{t.what}</Subheading>
        <Text>{t.what1}</Text>
        <Text>{t.what2}</Text>
        <Text>{t.what3}</Text>
        <Subheading>{t.choice}</Subheading>
        <Bullets items={[t.choice1, t.choice2, t.choice3, t.choice4]} />
        <Text>{t.choice5}</Text>
        <Text>{t.choice6}</Text>
        <Text>{t.choice7}</Text>
        <Subheading>{t.trail}</Subheading>
        <Text>{t.trail0}</Text>
        <Bullets items={[t.trail1, t.trail2, t.trail3]} />
        <Text>{t.trail4}</Text>
        <Subheading>{t.stop}</Subheading>
        <Bullets items={[t.stop1, t.stop2, t.stop3, t.stop4, t.stop5]} />
        <Subheading>{t.help}</Subheading>
        <Text>{t.help1}</Text>
        <ButtonLink href={`/${language}`}>{t.go}</ButtonLink>
      </div>
    ),
  };
}
