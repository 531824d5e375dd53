import { readFileSync, writeFileSync } from 'node:fs';
import { authorityTable } from '#libs/authorities';
import type { ResidentAddress, ResidentRecord } from '../sample/sample-record.ts';

const goettingen = 'meldebehoerde-goettingen';

/** Later than any day where the person lives there. */
const movedOut = ({ movedOutOn }: ResidentAddress): string => movedOutOn ?? '9999';

/** Whose record a line is: of the municipality in which the person lives, or lived last. */
function authorityOf(line: string): string | undefined {
  const { addresses } = JSON.parse(line) as ResidentRecord;
  const homes = addresses.filter(({ residenceType }) => residenceType !== 'SECONDARY');
  const last = homes.toSorted((one, other) => (movedOut(one) < movedOut(other) ? 1 : -1))[0];
  return authorityTable.competentFor('residents', last?.ags ?? '')?.id;
}

/** Shares the residents out between the two registers of the demonstration. */
export function splitResidents(file: string): { readonly others: string; readonly goettingen: string } {
  const paths = {
    others: file.replace(/\.ndjson$/, '-others.ndjson'),
    goettingen: file.replace(/\.ndjson$/, '-goettingen.ndjson'),
  };
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  const isGoettingen = (line: string): boolean => authorityOf(line) === goettingen;
  const text = (some: readonly string[]): string => some.map((line) => `${line}\n`).join('');
  writeFileSync(paths.others, text(lines.filter((line) => !isGoettingen(line))));
  writeFileSync(paths.goettingen, text(lines.filter(isGoettingen)));
  return paths;
}
