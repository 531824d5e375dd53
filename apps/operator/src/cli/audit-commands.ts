import type { AuditPageDto, AuditVerificationDto } from '../audit/audit.dto.ts';
import { type CommandGroup, exitCodes } from './cli-context.ts';
import { instant, table } from './table.ts';

export const auditCommands: CommandGroup = (program, context) => {
  program
    .command('audit')
    .description('who did what, when and why')
    .option('--object <id>', 'of one replay, redrive or discard')
    .option('--actor <operator>', 'of one operator')
    .option('--limit <count>', 'at most so many', '20')
    .option('--verify', 'check the chain instead', false)
    .action(async (options: { object?: string; actor?: string; limit: string; verify: boolean }) => {
      const { client, json, print, exitWith } = context();
      if (options.verify) {
        const found = await client().get<AuditVerificationDto>('/v1/audit/verification');
        print(json ? JSON.stringify(found, undefined, 2) : verificationText(found));
        if (!found.whole) exitWith(exitCodes.incomplete);
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

const verificationText = ({ entries, whole, firstBreak }: AuditVerificationDto): string =>
  whole
    ? `${entries} entries, each follows from the one before it.`
    : `The chain breaks at entry ${firstBreak} of ${entries}: it or its predecessor was changed or removed.`;
