import type { Operator } from '#libs/client';
import { type Both, instantText, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';

export type ReplayState = Operator.Replay['state'];

const states = words({
  draft: ['Entwurf', 'Draft'],
  'dry-run': ['Wird gezählt', 'Being counted'],
  counted: ['Gezählt', 'Counted'],
  approved: ['Zugestimmt', 'Approved'],
  running: ['Läuft', 'Running'],
  paused: ['Angehalten', 'Paused'],
  done: ['Fertig', 'Done'],
  cancelled: ['Abgebrochen', 'Cancelled'],
  failed: ['Gescheitert', 'Failed'],
});

const phases = words({
  reading: ['liest und liefert', 'reads and delivers'],
  verifying: ['prüft nach', 'verifies'],
  'waiting-for-group': ['wartet auf die Lesegruppe', 'waits for the consumer group'],
  'catching-up': ['holt auf', 'catches up'],
});

const say = words({
  group: (name: string): Both => [`Lesegruppe ${name}`, `Consumer group ${name}`],
  'side-topic': (name: string): Both => [`Seitenthema ${name}`, `Side topic ${name}`],
  subscription: (name: string): Both => [`Abonnement ${name}`, `Subscription ${name}`],
  projection: ['Stände der Betriebsführung', 'The operators’ record versions'],
  file: ['Datei', 'File'],
  offset: (offset: string): Both => [`Offset ${offset}`, `Offset ${offset}`],
});

export const stateText = (
  { state, dryRun }: Pick<Operator.Replay, 'state' | 'dryRun'>,
  language: Language,
): string => states(language)[state === 'dry-run' && dryRun !== undefined ? 'counted' : state];
export const phaseText = (phase: NonNullable<Operator.ReplayProgress['phase']>, language: Language): string =>
  phases(language)[phase];

export function targetText(
  { kind, group, topic, subscription }: Operator.ReplayTargetShown,
  language: Language,
) {
  const t = say(language);
  const name = group ?? topic ?? subscription ?? '';
  return kind === 'projection' || kind === 'file' ? t[kind] : t[kind](name);
}

export const boundText = (
  bound: Operator.ReplayBound | undefined,
  otherwise: string,
  language: Language,
): string => {
  if (bound?.time !== undefined) return instantText(bound.time, language);
  return bound?.offset === undefined ? otherwise : say(language).offset(`${bound.offset}`);
};

/** What stands in the command line for the same draft. */
export function draftArguments({
  selection,
  target,
  ratePerSecond,
  reason,
  ticket,
}: Operator.Replay): string[] {
  const { topic, partitions, from, to, keys, types } = selection;
  const option = (name: string, value: string | number | undefined): string[] =>
    value === undefined ? [] : [`--${name}`, `${value}`];
  return [
    ...['replay', 'draft', '--topic', topic],
    ...option('partitions', partitions?.join(',')),
    ...option('from', from?.time),
    ...option('from-offset', from?.offset),
    ...option('to', to?.time),
    ...option('to-offset', to?.offset),
    ...option('keys', keys?.join(',')),
    ...option('types', types?.join(',')),
    ...option('target', target.kind),
    ...option('name', target.group ?? target.topic ?? target.subscription),
    ...option('rate', ratePerSecond),
    ...option('reason', reason),
    ...option('ticket', ticket),
  ];
}
