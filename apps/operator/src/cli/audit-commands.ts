import { instant, table } from '#libs/terminal';
import type { AuditPageDto, AuditVerificationDto } from '../audit/audit.dto.ts';
import { type CommandGroup, exitCodes } from './cli-context.ts';

export const auditCommands: CommandGroup = (program, context) => {
  program
    .command('audit')
    .description('who did what, when and why')
    .option('--object <id>', 'of one replay, redrive or discard')
    .option('--actor <operator>', 'of one operator')
    .option('--limit <count>', 'at most so many', '20')
    .option('--verify', 'check the chain and its anchors instead', false)
    .action(async (options: { object?: string; actor?: string; limit: string; verify: boolean }) => {
      const { client, json, print, exitWith } = context();
      if (options.verify) {
        const found = await client().get<AuditVerificationDto>('/v1/audit/verification');
        print(json ? JSON.stringify(found, undefined, 2) : verificationText(found));
        if (!found.whole || found.anchors?.agree !== true) exitWith(exitCodes.incomplete);
        return;
      }
      const { object, actor, limit } = options;
      const query = new URLSearchParams({
        ...(object !== undefined && { object }),
        ...(actor !== undefined && { actor }),
        limit,
      });
      const page = await client().get<AuditPageDto>(`/v1/audit?${query.toString()}`);
      print(json ? JSON.stringify(page, undefined, 2) : auditText(page));
    });
};

function auditText({ entries, next }: AuditPageDto): string {
  const text = table(entries, [
    { title: 'NO', of: ({ seq }) => seq, right: true },
    { title: 'WHEN', of: ({ at }) => instant(at) },
    { title: 'WHO', of: ({ actor }) => actor },
    { title: 'WHAT', of: ({ action }) => action },
    { title: 'OBJECT', of: ({ object }) => object },
    { title: 'WHY', of: ({ reason }) => reason },
  ]);
  return next === undefined ? text : `${text}\n… and more: raise --limit.`;
}

const verificationText = (found: AuditVerificationDto): string =>
  [chainText(found), ...anchorText(found)].join('\n');

function chainText({ entries, until, whole, firstBreak }: AuditVerificationDto): string {
  if (!whole)
    return `The chain breaks at entry ${firstBreak} of ${entries}: it or its predecessor was changed or removed.`;
  const last = until === undefined ? '' : `, the last of ${instant(until)} UTC`;
  return `${entries} entries${last}; each follows from the one before it.`;
}

function anchorText({ entries, anchors }: AuditVerificationDto): readonly string[] {
  if (!anchors)
    return ['The anchors could not be read: whether entries were removed at the end is not known.'];
  if (!anchors.agree)
    return [
      `Entry ${anchors.firstDisagreement} is gone or another one than was anchored: the log was cut off or written anew.`,
    ];
  const { count, upToEntry, upToTime } = anchors;
  if (upToEntry === undefined || upToTime === undefined) return ['Nothing is anchored yet.'];
  return [
    `Anchored ${count} times, up to entry ${upToEntry} at ${instant(upToTime)} UTC; the log agrees with all of them.`,
    'So no anchored entry was changed or removed since. That it is true, or that a step was entered at all, no anchor proves;',
    `nor what came after the last one: ${Math.max(0, entries - upToEntry)} entries are not anchored yet.`,
  ];
}
