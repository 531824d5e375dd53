import type { Seen } from '#libs/corrections';
import { facts, instant, table } from '#libs/terminal';
import type {
  CorrectionDryRunDto,
  CorrectionDto,
  CorrectionListDto,
} from '../corrections/correction-view.dto.ts';

export function correctionListText({ corrections }: CorrectionListDto): string {
  if (corrections.length === 0) return 'No corrections.';
  return table(corrections, [
    { title: 'ID', of: ({ id }) => id },
    { title: 'ASKED', of: ({ requested }) => instant(requested.at) },
    { title: 'BY', of: ({ requested }) => requested.by },
    { title: 'STATE', of: ({ state }) => state },
    { title: 'GROUP', of: ({ group }) => group },
    { title: 'TYPE', of: ({ type }) => type },
    { title: 'DEAD LETTER', of: ({ deadLetterId }) => deadLetterId },
    { title: 'TICKET', of: ({ ticket }) => ticket },
  ]);
}

/** Everything about one correction: what it does, what its dry run showed, and the command that comes next. */
export function correctionText(correction: CorrectionDto): string {
  const { transform, requested, approved, dryRun } = correction;
  return [
    facts([
      ['id', correction.id],
      ['state', correction.state],
      ['dead letter', correction.deadLetterId],
      ['group', correction.group],
      ['type', correction.type],
      ['event', correction.eventId],
      ['function', transform.kind === 'function' ? transform.name : undefined],
      ['asked', `${instant(requested.at)} by ${requested.by}, ${correction.ticket}: ${correction.reason}`],
      ['approved', approved && `${instant(approved.at)} by ${approved.by}`],
      [
        'lapses',
        correction.state === 'approved' && correction.lapsesAt ? instant(correction.lapsesAt) : undefined,
      ],
      ['ended', correction.endedAt && instant(correction.endedAt)],
      ['refused', correction.failure && reasons[correction.failure]],
    ]),
    ...(transform.kind === 'function'
      ? []
      : ['', ...transform.patch.map((operation) => JSON.stringify(operation))]),
    ...(dryRun ? ['', ...dryRunTexts(dryRun)] : []),
    '',
    nextText(correction),
  ].join('\n');
}

const reasons = {
  settled: 'the event was redriven or discarded first',
  'not-as-approved': 'the group holds, or makes of it, another event than was approved',
};

function dryRunTexts(dryRun: CorrectionDryRunDto): readonly string[] {
  return [
    table(dryRun.changes, [
      { title: 'CHANGE', of: ({ change }) => change },
      { title: 'PATH', of: ({ path }) => path },
      { title: 'BEFORE', of: ({ before }) => seenText(before) },
      { title: 'AFTER', of: ({ after }) => seenText(after) },
    ]),
    'Values that could be about a person are not shown.',
    ...dryRun.faultsBefore.map(({ path, detail }) => `As parked: ${path} ${detail}.`),
    'The event would be valid.',
    `${dryRun.waitsFor} parked events of its key come before it, ${dryRun.holdsBack} wait behind it.`,
    `Dry run ${dryRun.number} of ${instant(dryRun.at)}, hash ${dryRun.hash}`,
  ];
}

function seenText(seen: Seen | undefined): string {
  if (!seen) return '';
  return 'value' in seen ? JSON.stringify(seen.value) : `(${seen.kind})`;
}

function nextText({ state, id, dryRun, deadLetterId }: CorrectionDto): string {
  if (state === 'draft') return `Try it with: einmal dead-letters correct dry-run ${id}`;
  if (state === 'dry-run')
    return `Another operator approves it with: einmal dead-letters correct approve ${id} --hash ${dryRun?.hash ?? ''}`;
  if (state === 'approved' || state === 'applied')
    return `Redrive the event with: einmal dead-letters redrive ${deadLetterId}`;
  if (state === 'lapsed')
    return `The group did not answer in time. Draft another one with: einmal dead-letters correct draft ${deadLetterId}`;
  return `See the dead letter with: einmal dead-letters show ${deadLetterId}`;
}
