import type { VNode } from 'preact';
import {
  Button,
  type Fault,
  FaultSummary,
  Form,
  Heading,
  Select,
  Text,
  TextInput,
  words,
} from '../layout/index.ts';
import { deskRegisters } from '../portal.config.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import { CommandLine } from './command-line.tsx';
import { RefusalBox } from './letter-parts.tsx';
import type { Refusal } from './replay-refusals.ts';
import { type DraftField, type Typed } from './replay-draft.rules.ts';

const say = words({
  title: ['Wiederholung entwerfen', 'Draft a replay'],
  lead: [
    'Noch wird nichts gelesen und nichts geliefert. Danach lassen Sie zählen, und eine andere Person stimmt zu.',
    'Nothing is read and nothing is delivered yet. Then you have it counted, and another person approves it.',
  ],
  register: ['Register, dessen Ereignisse wiederholt werden', 'Register whose events are replayed'],
  topic: ['Oder ein Thema', 'Or a topic'],
  topicHint: ['Etwa replay.mai', 'Such as replay.may'],
  partitions: ['Partitionen', 'Partitions'],
  partitionsHint: ['Mit Komma, etwa 0, 7. Ohne Angabe alle', 'With commas, such as 0, 7. All unless given'],
  fromTime: ['Ab Zeitpunkt', 'From instant'],
  toTime: ['Bis Zeitpunkt', 'To instant'],
  timeHint: ['Etwa 2026-05-01T00:00:00Z', 'Such as 2026-05-01T00:00:00Z'],
  fromOffset: ['Oder ab Offset', 'Or from offset'],
  toOffset: ['Oder bis vor Offset', 'Or up to before offset'],
  offsetHint: ['Nur mit genau einer Partition', 'Only with exactly one partition'],
  types: ['Arten von Ereignissen', 'Event types'],
  typesHint: ['Mit Komma, etwa resident.moved.v1', 'With commas, such as resident.moved.v1'],
  keys: ['Schlüssel', 'Keys'],
  keysHint: ['Pseudonyme aus den Ereignissen, mit Komma', 'Pseudonyms as in the events, with commas'],
  kind: ['Ziel', 'Target'],
  group: ['Eine Lesegruppe', 'One consumer group'],
  'side-topic': ['Ein Seitenthema', 'A side topic'],
  subscription: ['Ein Abonnement', 'One subscription'],
  projection: ['Die Stände der Betriebsführung', 'The operators’ record versions'],
  file: ['Eine Datei', 'A file'],
  name: ['Name des Ziels', 'Name of the target'],
  nameHint: [
    'Der Lesegruppe, des Seitenthemas (replay.…) oder des Abonnements',
    'Of the consumer group, the side topic (replay.…) or the subscription',
  ],
  ratePerSecond: ['Höchstens so viele Ereignisse je Sekunde', 'At most so many events per second'],
  rateHint: ['Ohne Angabe 500', '500 unless given'],
  reason: ['Grund', 'Reason'],
  reasonHint: [
    'Steht im Protokoll und im Bericht. Nennen Sie niemanden mit Namen.',
    'Stands in the audit and in the report. Name nobody.',
  ],
  ticket: ['Vorgang', 'Ticket'],
  save: ['Entwurf anlegen', 'Make the draft'],
  error: ['Fehler', 'Error'],
});

const kinds = ['group', 'side-topic', 'subscription', 'projection', 'file'] as const;

/** @param typed what was typed before, so that nothing of it is lost */
export function replayDraftView(
  visit: SignedInVisit,
  typed: Typed = {},
  faults: readonly Fault[] = [],
  refusal?: Refusal,
): View {
  const { language } = visit;
  const t = say(language);
  const input = (name: DraftField, label: string, hint?: string, isOptional = true): VNode => (
    <TextInput
      {...{ name, label, hint, faults, language, isOptional }}
      value={typed[name] ?? ''}
      autocomplete="off"
    />
  );
  return {
    title: `${faults.length > 0 || refusal ? `${t.error}: ` : ''}${t.title}`,
    back: `/${language}/ops/replays`,
    script: 'console.js',
    ...(faults.length > 0 ? { status: 400 } : refusal && { status: refusal.status }),
    main: (
      <>
        <FaultSummary faults={faults} language={language} />
        <Heading>{t.title}</Heading>
        <RefusalBox refusal={refusal && { ...refusal, items: [] }} />
        <Text>{t.lead}</Text>
        <Form action={`/${language}/ops/replays/new`} formKey={visit.open.session.formKey}>
          <Select
            name="register"
            label={t.register}
            {...{ faults, language }}
            value={typed.register ?? ''}
            options={deskRegisters.map((register) => ({ value: register, label: register }))}
          />
          {input('topic', t.topic, t.topicHint)}
          {input('partitions', t.partitions, t.partitionsHint)}
          {input('fromTime', t.fromTime, t.timeHint)}
          {input('toTime', t.toTime, t.timeHint)}
          {input('fromOffset', t.fromOffset, t.offsetHint)}
          {input('toOffset', t.toOffset, t.offsetHint)}
          {input('types', t.types, t.typesHint)}
          {input('keys', t.keys, t.keysHint)}
          <Select
            name="kind"
            label={t.kind}
            {...{ faults, language }}
            value={typed.kind ?? ''}
            options={kinds.map((kind) => ({ value: kind, label: t[kind] }))}
          />
          {input('name', t.name, t.nameHint)}
          {input('ratePerSecond', t.ratePerSecond, t.rateHint)}
          {input('reason', t.reason, t.reasonHint, false)}
          {input('ticket', t.ticket, undefined, false)}
          <Button>{t.save}</Button>
        </Form>
        <CommandLine language={language} args={['replay', 'draft', '--help']} />
      </>
    ),
  };
}
