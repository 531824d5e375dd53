import type { Operator } from '#libs/client';
import {
  Button,
  ButtonLink,
  Buttons,
  type Fault,
  FaultSummary,
  Form,
  Heading,
  Radios,
  RegisterText,
  Text,
  TextInput,
  words,
} from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import { CommandLine } from './command-line.tsx';
import { RefusalBox } from './letter-parts.tsx';
import type { LetterRefusal } from './letter-refusals.ts';
import { letterWords } from './letter-words.ts';

type Transform = Operator.CorrectionDraft['transform'];
type Typed = Readonly<Record<string, string>>;

const functions = [
  'changed-fields-sorted',
  'unknown-members-removed',
  'effective-day-of-instant',
] as const satisfies readonly NonNullable<Transform['name']>[];

const say = words({
  title: ['Korrektur entwerfen', 'Draft a correction'],
  lead: [
    'Kennung, Art, Schlüssel und Datensatz bleiben, wie sie sind. Angewendet wird nichts, bevor eine zweite Person zugestimmt hat; die Lesegruppe hebt das Original auf.',
    'Id, type, key and record stay as they are. Nothing is applied before a second person has approved it; the consumer group keeps the original.',
  ],
  how: ['Wie soll korrigiert werden?', 'How is it to be corrected?'],
  'json-patch': ['Durch ein JSON Patch (unten)', 'By a JSON Patch (below)'],
  'changed-fields-sorted': [
    'Namen der geänderten Felder: jeder einmal, sortiert',
    'Names of changed fields: each once, in order',
  ],
  'unknown-members-removed': [
    'Alles entfernen, was die veröffentlichte Form nicht nennt',
    'Remove whatever the published schema does not name',
  ],
  'effective-day-of-instant': [
    'Aus dem Zeitpunkt der Wirkung den Tag in Berlin machen',
    'Make the instant of effect the day in Berlin',
  ],
  patch: ['JSON Patch', 'JSON Patch'],
  patchHint: [
    'Eine Liste nach RFC 6902 (add, remove, replace, test). Nennen Sie keine Person.',
    'A list after RFC 6902 (add, remove, replace, test). Name no person.',
  ],
  send: ['Entwurf anlegen', 'Make the draft'],
  noKind: ['Wählen Sie aus, wie korrigiert werden soll', 'Choose how it is to be corrected'],
  noPatch: [
    'Geben Sie eine JSON-Liste ein, etwa [{"op":"remove","path":"/data/x"}]',
    'Enter a JSON list, such as [{"op":"remove","path":"/data/x"}]',
  ],
  noTicket: ['Geben Sie den Vorgang ein, etwa OPS-17', 'Enter the ticket, such as OPS-17'],
});

const TICKET = /^[A-Za-z0-9][A-Za-z0-9./_-]{0,63}$/;

function patchOf(text: string): Transform['patch'] | undefined {
  try {
    const patch = JSON.parse(text) as unknown;
    return Array.isArray(patch) ? (patch as Transform['patch']) : undefined;
  } catch {
    return undefined;
  }
}

/** What was typed as the service takes it, or what is wrong with it. */
export function draftOf(
  typed: Typed,
  language: Language,
): { readonly draft: Operator.CorrectionDraft } | { readonly faults: readonly Fault[] } {
  const t = { ...letterWords(language), ...say(language) };
  const { kind = '', reason = '', ticket = '' } = typed;
  const name = functions.find((each) => each === kind);
  const patch = kind === 'json-patch' ? patchOf(typed['patch'] ?? '') : undefined;
  const faults: Fault[] = [
    ...(name === undefined && kind !== 'json-patch' ? [{ field: 'kind', detail: t.noKind }] : []),
    ...(kind === 'json-patch' && patch === undefined ? [{ field: 'patch', detail: t.noPatch }] : []),
    ...(reason.trim().length < 10 ? [{ field: 'reason', detail: t.shortReason }] : []),
    ...(TICKET.test(ticket) ? [] : [{ field: 'ticket', detail: t.noTicket }]),
  ];
  if (faults.length > 0) return { faults };
  const transform: Transform =
    name === undefined ? { kind: 'json-patch', patch: patch ?? [] } : { kind: 'function', name };
  return { draft: { transform, reason: reason.trim(), ticket } };
}

export interface DraftEntered {
  readonly typed: Typed;
  readonly faults: readonly Fault[];
  readonly refusal?: LetterRefusal | undefined;
}

export function correctionDraftView(
  { language, open }: SignedInVisit,
  letter: Operator.DeadLetterDetail,
  { typed, faults, refusal }: DraftEntered,
): View {
  const t = { ...letterWords(language), ...say(language) };
  const here = `/${language}/ops/dead-letters/${letter.id}`;
  const isWrong = faults.length > 0 || refusal !== undefined;
  const option = (value: 'json-patch' | (typeof functions)[number]) => ({ value, label: t[value] });
  return {
    title: (isWrong ? t.fault : '') + t.title,
    back: here,
    script: 'console.js',
    ...(faults.length > 0 ? { status: 400 } : refusal && { status: refusal.status }),
    main: (
      <>
        <FaultSummary faults={faults} language={language} />
        <Heading>{t.title}</Heading>
        <RefusalBox refusal={refusal} />
        <Text>
          <RegisterText>{letter.type}</RegisterText>, <RegisterText>{letter.group}</RegisterText>
        </Text>
        <Text>{t.lead}</Text>
        <Form action={`${here}/correct`} formKey={open.session.formKey}>
          <Radios
            name="kind"
            label={t.how}
            value={typed['kind'] ?? ''}
            options={[...functions.map(option), option('json-patch')]}
            {...{ faults, language }}
          />
          <TextInput
            name="patch"
            label={t.patch}
            hint={t.patchHint}
            value={typed['patch'] ?? ''}
            rows={6}
            isOptional
            {...{ faults, language }}
          />
          <TextInput
            name="reason"
            label={t.reason}
            hint={t.reasonHint}
            value={typed['reason'] ?? ''}
            {...{ faults, language }}
          />
          <TextInput
            name="ticket"
            label={t.ticket}
            hint={t.ticketHint}
            value={typed['ticket'] ?? ''}
            {...{ faults, language }}
          />
          <Buttons>
            <Button>{t.send}</Button>
            <ButtonLink kind="tertiary" href={here}>
              {t.back}
            </ButtonLink>
          </Buttons>
        </Form>
        <CommandLine language={language} args={commandOf(letter, typed)} />
      </>
    ),
  };
}

const commandOf = ({ id }: Operator.DeadLetterDetail, typed: Typed): readonly string[] => {
  const { kind = '', patch = '', reason = '', ticket = '' } = typed;
  const isFunction = functions.some((each) => each === kind);
  return [
    ...['dead-letters', 'correct', 'draft', id],
    ...(isFunction ? ['--function', kind] : ['--patch', patch || '[…]']),
    ...['--reason', reason || '…', '--ticket', ticket || '…'],
  ];
};
