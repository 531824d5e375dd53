import type { VNode } from 'preact';
import type { Gateway } from '#libs/client';
import { Description, Details, Heading, localised, RegisterText, Text, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import { ShellLine } from './command-line.tsx';

const say = words({
  title: ['Regeln', 'Policy'],
  lead: [
    'Was sich über das Gateway überhaupt abrufen lässt, und nach welchem Gesetz. Hier ist es nur zu lesen.',
    'What can be fetched through the gateway at all, and by which law. Here it can only be read.',
  ],
  grants: [
    'Welche Behörde was wofür abrufen darf, sagt die Schnittstelle nur ihr selbst.',
    'Which authority may fetch what for which purpose is told by the interface to that authority alone.',
  ],
  register: ['Register', 'Register'],
  law: ['Gesetz', 'Law'],
  subjects: ['Gesucht wird nach', 'Asked for by'],
  birthDate: ['Geburtsdatum nötig', 'Birth date needed'],
  yes: ['ja', 'yes'],
  no: ['nein', 'no'],
  validFor: ['Gilt (ISO 8601)', 'Valid for (ISO 8601)'],
  fields: ['Felder', 'Fields'],
});

export function policyView(
  { language }: SignedInVisit,
  types: readonly Gateway.EvidenceType[],
  address: string,
): View {
  const t = say(language);
  return {
    title: t.title,
    script: 'console.js',
    main: (
      <>
        <Heading>{t.title}</Heading>
        <Text>{t.lead}</Text>
        <Text>{t.grants}</Text>
        {types.map((type) => (
          <Type type={type} language={language} />
        ))}
        <ShellLine language={language} text={`curl -s ${address}`} />
      </>
    ),
  };
}

const Type = ({
  type,
  language,
}: {
  readonly type: Gateway.EvidenceType;
  readonly language: Language;
}): VNode => {
  const t = say(language);
  return (
    <Details summary={localised(type.title, language)}>
      <Description
        entries={[
          { key: 'Id', value: <RegisterText>{type.id}</RegisterText> },
          { key: t.register, value: <RegisterText>{type.register}</RegisterText> },
          { key: t.law, value: <span lang="de">{type.legalBasis.join('; ')}</span> },
          { key: t.subjects, value: type.subjectKinds.join(', ') },
          { key: t.birthDate, value: type.birthDateRequired ? t.yes : t.no },
          { key: t.validFor, value: type.validFor },
          { key: t.fields, value: type.fields.map(({ title }) => localised(title, language)).join(', ') },
        ]}
      />
    </Details>
  );
};
