import { registerName } from '../evidence/index.ts';
import {
  AuthorityName,
  type Both,
  type Entry as Line,
  fileNumber,
  instantText,
  lawText,
  localised,
  RegisterText,
  words,
} from '../layout/index.ts';
import type { SignedInVisit } from '../web/index.ts';
import type { Entry } from './trail.rules.ts';

const say = words({
  when: ['Wann', 'When'],
  office: ['Behörde', 'Authority'],
  purpose: ['Zweck', 'Purpose'],
  register: ['Register', 'Register'],
  startedBy: ['Wer den Abruf angestoßen hat', 'Who started it'],
  you: ['Sie selbst', 'You'],
  another: ['Jemand, der für Sie handelt', 'Somebody who acts for you'],
  authority: ['Die Behörde', 'The authority'],
  ground: ['Grundlage', 'Ground'],
  CHOICE: (law: string): Both => [`Ihre Wahl (${law})`, `Your choice (${law})`],
  CONSENT: (law: string): Both => [`Ihre Einwilligung (${law})`, `Your consent (${law})`],
  STATUTE: (law: string): Both => [
    `Das Gesetz erlaubt der Behörde diesen Abruf. Ihre Zustimmung ist nicht nötig. (${law})`,
    `The law allows this retrieval. Your agreement is not needed. (${law})`,
  ],
  own: (law: string): Both => [`Ihr Recht auf Auskunft (${law})`, `Your right of access (${law})`],
  file: ['Aktenzeichen der Behörde', 'File number of the authority'],
});

/** Who, when, why and on which ground. */
export function linesOf(entry: Entry, { language, person }: SignedInVisit): readonly Line[] {
  const t = say(language);
  const { authority, basis, acting, caseReference, startedBy } = entry;
  const isAnother = acting !== undefined && acting.by !== person.subject;
  const started = startedBy === 'AUTHORITY' ? t.authority : isAnother ? t.another : t.you;
  return [
    { key: t.when, value: instantText(entry.at, language) },
    ...(authority
      ? [{ key: t.office, value: <AuthorityName language={language}>{authority.name}</AuthorityName> }]
      : []),
    { key: t.register, value: registerName(entry.evidenceType.id, language) },
    { key: t.purpose, value: localised(entry.purpose.title, language) },
    { key: t.startedBy, value: started },
    ...(basis
      ? [{ key: t.ground, value: (authority ? t[basis.kind] : t.own)(lawText(basis.legalBasis, language)) }]
      : []),
    ...(caseReference === undefined
      ? []
      : [{ key: t.file, value: <RegisterText>{fileNumber(caseReference)}</RegisterText> }]),
  ];
}
