import { Bullets, Heading, Link, Small, Subheading, Text, words } from '../layout/index.ts';
import type { View, Visit } from '../web/index.ts';

const say = words({
  title: ['Erklärung zur Barrierefreiheit', 'Accessibility statement'],
  lead: [
    'Dieses Portal soll für alle nutzbar sein. Maßstab sind die BITV 2.0 und die WCAG 2.2, Stufe AA.',
    'Everybody should be able to use this portal. It is measured by BITV 2.0 and WCAG 2.2, level AA.',
  ],
  state: ['Wie weit wir sind', 'How far we are'],
  stateText: [
    'Wir halten das Portal für weitgehend barrierefrei. Von Menschen mit Behinderungen ist es noch nicht geprüft. Deshalb können wir nicht sagen, dass es ganz barrierefrei ist.',
    'We believe the portal to be largely accessible. People with disabilities have not tested it yet. So we cannot say that it is fully accessible.',
  ],
  tested: ['Was geprüft ist', 'What was tested'],
  tested1: [
    'automatisch, mit dem Werkzeug axe, in einem Browser (Chromium): einzelne Seiten, auf Deutsch und auf Englisch',
    'automatically, with the tool axe, in one browser (Chromium): some pages, in German and English',
  ],
  tested2: [
    'die Breite eines kleinen Telefons (320 Pixel, so viel wie 400 % Vergrößerung), ohne dass etwas abgeschnitten ist',
    'the width of a small phone (320 pixels, as much as zoom of 400 %), with nothing cut off',
  ],
  tested4: [
    'ein Antrag nur mit der Tastatur, und Seiten ohne Bewegung und mit erzwungenen Farben',
    'an application by the keyboard alone, and pages without motion and in forced colours',
  ],
  tested3: ['alle Seiten gehen ohne JavaScript', 'all pages work without JavaScript'],
  untested: ['Was nicht geprüft ist', 'What was not tested'],
  untested1: [
    'die Bedienung mit einem Bildschirmleser (NVDA, JAWS, VoiceOver, TalkBack) durch Menschen, die ihn täglich nutzen',
    'use with a screen reader (NVDA, JAWS, VoiceOver, TalkBack) by people who use one daily',
  ],
  untested2: [
    'andere Browser als Chromium, und Sprachsteuerung',
    'browsers other than Chromium, and voice control',
  ],
  untested3: [
    'die Seite in Einfacher Sprache durch ihre Zielgruppe; sie heißt darum nicht „Leichte Sprache“',
    'the page in easy language by those it is for; in German it is therefore not called “Leichte Sprache”',
  ],
  known: ['Was wir wissen, aber noch fehlt', 'What we know to be missing'],
  known1: [
    'Es gibt keine Videos in Deutscher Gebärdensprache.',
    'There are no videos in German sign language.',
  ],
  known2: [
    'Texte von Gesetzen und Behörden stehen nur so da, wie diese sie schreiben.',
    'Texts of laws and authorities are shown as these write them.',
  ],
  feedback: ['Sie sind auf ein Hindernis gestoßen?', 'Did you find a barrier?'],
  feedbackText: [
    'Schreiben Sie uns bitte. Nennen Sie die Seite und was nicht ging. Sie bekommen spätestens nach einem Monat eine Antwort.',
    'Please write to us. Name the page and what did not work. You get an answer within a month.',
  ],
  noAddress: [
    'Wenden Sie sich bitte an die Stelle, die dieses Portal betreibt.',
    'Please turn to the body that runs this portal.',
  ],
  body: ['Wenn das nicht hilft', 'If that does not help'],
  bodyText: [
    'Sie können sich kostenlos an die Schlichtungsstelle nach § 16 des Behindertengleichstellungsgesetzes oder an die Durchsetzungsstelle Ihres Landes wenden.',
    'You can turn, free of charge, to the arbitration body under § 16 of the Disability Equality Act (BGG) or to the enforcement body of your Land.',
  ],
  made: [
    'Diese Erklärung beruht auf einer Selbstbewertung vom 30. November 2026.',
    'This statement rests on a self-assessment of 30 November 2026.',
  ],
});

/** What the law wants to be said (BITV 2.0 §7), and no more than what was tested. */
export function accessibilityView({ language }: Visit, contact: string | undefined): View {
  const t = say(language);
  return {
    title: t.title,
    main: (
      <>
        <Heading>{t.title}</Heading>
        <Text>{t.lead}</Text>
        <Subheading>{t.state}</Subheading>
        <Text>{t.stateText}</Text>
        <Subheading>{t.tested}</Subheading>
        <Bullets items={[t.tested1, t.tested2, t.tested3, t.tested4]} />
        <Subheading>{t.untested}</Subheading>
        <Bullets items={[t.untested1, t.untested2, t.untested3]} />
        <Subheading>{t.known}</Subheading>
        <Bullets items={[t.known1, t.known2]} />
        <Subheading>{t.feedback}</Subheading>
        <Text>{t.feedbackText}</Text>
        <Text>{contact === undefined ? t.noAddress : <Link href={`mailto:${contact}`}>{contact}</Link>}</Text>
        <Subheading>{t.body}</Subheading>
        <Text>{t.bodyText}</Text>
        <Small>{t.made}</Small>
      </>
    ),
  };
}
