import type { Pool } from 'pg';
import { FIRST_HOLDING, type RegisterName, registerNames } from '#libs/contracts';
import { repeatedOnce } from '#libs/service-kit';
import type { RegisterDirectory } from '../registers/index.ts';
import type { SubjectPseudonyms } from '../subjects/index.ts';
import type { ResidenceStore } from './residence.store.ts';

export interface Filling {
  readonly registers: Pick<RegisterDirectory, 'of'>;
  readonly pseudonyms: Pick<SubjectPseudonyms, 'of'>;
  readonly residence: Pick<ResidenceStore, 'note'>;
  readonly pool: Pick<Pool, 'query'>;
  readonly say: (text: string) => void;
}

/**
 * Asks every process of every register for what it keeps, page by page, and notes it: for records of before the directory,
 * or whose events are gone. Beside a gateway at work, and as often as one likes.
 * @returns how many processes did not answer to the end
 */
export async function fillDirectory(filling: Filling): Promise<number> {
  let silent = 0;
  for (const register of registerNames) {
    const processes = filling.registers.of(register);
    for (const [index, process] of processes.entries()) {
      const told = `${register}, process ${index + 1} of ${processes.length}`;
      try {
        const records = await fillFrom(filling, register, process, (count) =>
          filling.say(`${told}: ${count} records`),
        );
        filling.say(`${told}: done, ${records} records`);
      } catch (error) {
        silent += 1;
        filling.say(`${told}: gave no answer (${(error as Error).message}); ask again`);
      }
    }
  }
  return silent;
}

async function fillFrom(
  { pseudonyms, residence, pool }: Filling,
  register: RegisterName,
  process: ReturnType<RegisterDirectory['of']>[number],
  progress: (records: number) => void,
): Promise<number> {
  let records = 0;
  for (let after = FIRST_HOLDING; ;) {
    const page = await process.holdings(after);
    const last = page.at(-1);
    if (last === undefined) return records;
    const notes = page.map(({ recordId, ...holding }) => ({
      ...holding,
      register,
      record: pseudonyms.of({ kind: 'record', value: recordId }),
    }));
    await repeatedOnce(() => residence.note(pool, notes));
    after = last.recordId;
    records += page.length;
    progress(records);
  }
}
