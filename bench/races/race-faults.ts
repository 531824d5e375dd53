import type { KeptRecords } from './kept-records.ts';
import type { RaceCounts } from './withdrawal-race.ts';

/** What must not be. */
export function faultsOf({ answers, again, withdrawals }: RaceCounts, kept: KeptRecords): readonly string[] {
  const answered = [...Object.values(answers), again].flatMap((each) => Object.entries(each));
  const handedOver = answered
    .filter(([name]) => name.endsWith('EVIDENCE'))
    .reduce((sum, [, count]) => sum + count, 0);
  const late = (answers.after['EVIDENCE'] ?? 0) + (again['withdrawn: EVIDENCE'] ?? 0);
  const strange = [...new Set(answered.map(([name]) => name.replace(/^.*: /, '')))].filter(
    (name) => !expected.has(name),
  );
  return [
    late > 0 && `${late} answered after the acknowledgement of the withdrawal`,
    withdrawals === 0 && 'nobody withdrew',
    Object.keys(answers.after).length === 0 && 'nothing was asked for after a withdrawal',
    handedOver !== kept.taken && `${handedOver} answered, and ${kept.taken} taken`,
    handedOver !== kept.handedOver && `${handedOver} answered, and ${kept.handedOver} recorded`,
    kept.uses !== kept.spent && `${kept.uses} uses counted, and ${kept.spent} spent`,
    kept.open > 0 && `${kept.open} permits without an outcome`,
    strange.length > 0 && `answers that nobody expects: ${strange.join(', ')}`,
  ].filter((fault) => fault !== false);
}

const expected = new Set(['EVIDENCE', 'consent-withdrawn', 'register-unavailable']);
