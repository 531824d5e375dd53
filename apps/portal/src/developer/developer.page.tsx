import type { VNode } from 'preact';
import type { Gateway } from '#libs/client';
import { PlainTable } from '../console/table.tsx';
import {
  Badge,
  instantText,
  Link,
  localised,
  RegisterText,
  Heading,
  Small,
  Text,
  words,
} from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';

const say = words({
  title: ['Anbindung', 'Connecting'],
  lead: [
    'Was die Systeme Ihrer Behörde abrufen dürfen, was daraus wurde, und wo sie Nachrichten bekommen. Angaben über Personen stehen hier nirgends.',
    'What your authority’s systems may ask for, what became of it, and where they are told. No data about persons stand here.',
  ],
  asked: ['Letzte Anfragen', 'Last requests'],
  callbacks: ['Rückrufadressen', 'Callback addresses'],
  problems: ['Fehlercodes', 'Problem codes'],
  grants: ['Das darf Ihre Behörde abrufen', 'What your authority may ask for'],
  noGrants: [
    'Zurzeit nichts. Eine Berechtigung braucht einen Zweck und eine Rechtsgrundlage. Fragen Sie die Betriebsführung.',
    'Nothing at present. A grant needs a purpose and a legal ground. Ask the operators.',
  ],
  purpose: ['Zweck', 'Purpose'],
  evidence: ['Nachweis', 'Evidence'],
  ground: ['Rechtsgrundlage', 'Legal ground'],
  fields: ['Felder', 'Fields'],
  tryIt: ['Ausprobieren', 'Try it'],
  over: ['gilt nicht mehr', 'not valid any more'],
  systems: ['Ihre Systeme', 'Your systems'],
  system: ['System', 'System'],
  state: ['Zustand', 'State'],
  active: ['zugelassen', 'active'],
  inactive: ['gesperrt', 'not active'],
  key: ['Schlüssel für Freigaben', 'Key for releases'],
  since: ['seit', 'since'],
  noKey: ['keiner', 'none'],
  keyNote: [
    'Der Schlüssel, mit dem ein System sich ausweist, liegt beim Anmeldedienst. Private Schlüssel kennt hier niemand.',
    'The key by which a system proves who it is lies with the issuer. Nobody here knows private keys.',
  ],
  CHOICE: ['Wahl', 'choice'],
  CONSENT: ['Einwilligung', 'consent'],
  STATUTE: ['Gesetz', 'statute'],
});

export function developerView(
  { language }: SignedInVisit,
  { authorityName, grants }: Gateway.MyGrants,
  systems: readonly Gateway.System[],
): View {
  const t = say(language);
  return {
    title: t.title,
    script: 'console.js',
    main: (
      <>
        <Heading>
          {t.title}: <RegisterText>{authorityName}</RegisterText>
        </Heading>
        <Text>{t.lead}</Text>
        <ul class="kern-list kern-list--bullet">
          {(['asked', 'callbacks', 'problems'] as const).map((page) => (
            <li>
              <Link href={`/${language}/dev/${page}`}>{t[page]}</Link>
            </li>
          ))}
        </ul>
        {grants.length === 0 ? (
          <Text>{t.noGrants}</Text>
        ) : (
          <PlainTable
            id="grants"
            caption={t.grants}
            columns={[t.purpose, t.evidence, t.ground, t.fields, t.tryIt].map((title) => ({ title }))}
            rows={grants.map((grant) => grantRow(grant, language))}
          />
        )}
        <PlainTable
          id="systems"
          caption={t.systems}
          columns={[t.system, t.state, t.key].map((title) => ({ title }))}
          rows={systems.map((system) => [
            <RegisterText>{system.id}</RegisterText>,
            <Badge kind={system.active ? 'success' : 'danger'}>
              {system.active ? t.active : t.inactive}
            </Badge>,
            <KeyOf system={system} language={language} />,
          ])}
        />
        <Small>{t.keyNote}</Small>
      </>
    ),
  };
}

function grantRow(grant: Gateway.Grant, language: Language): readonly (VNode | string)[] {
  const t = say(language);
  return [
    localised(grant.purposeTitle, language),
    <RegisterText>{grant.evidenceType}</RegisterText>,
    <>
      {t[grant.kind]}: <RegisterText>{grant.legalBasis}</RegisterText>
    </>,
    <RegisterText>{grant.fields.join(', ')}</RegisterText>,
    grant.valid ? (
      <Link href={`/${language}/dev/try/${encodeURIComponent(grant.id)}`}>
        {t.tryIt}
        <span class="kern-sr-only">
          : {grant.evidenceType}, {t[grant.kind]}
        </span>
      </Link>
    ) : (
      t.over
    ),
  ];
}

const KeyOf = ({
  system,
  language,
}: {
  readonly system: Gateway.System;
  readonly language: Language;
}): VNode => {
  const t = say(language);
  if (system.encryptionKey === undefined || system.encryptionKeySince === undefined) return <>{t.noKey}</>;
  return (
    <>
      <RegisterText>{system.encryptionKey}</RegisterText>, {t.since}{' '}
      {instantText(system.encryptionKeySince, language)}
    </>
  );
};
