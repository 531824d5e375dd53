import { Command, InvalidArgumentError } from 'commander';
import { parseDay } from '#libs/identifiers';
import { today } from './days.ts';
import { usualSample } from './sample.ts';
import { writeSample } from './write-sample.ts';

interface Options {
  readonly seed: number;
  readonly residents: number;
  readonly vehicles: number;
  readonly on: string;
  readonly lockedSince: string;
  readonly out: string;
}

const whole = (text: string): number => {
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= 0x7fff_ffff) return number;
  throw new InvalidArgumentError('Give a whole number from 0 to 2147483647.');
};

const day = (text: string): string => {
  const parsed = parseDay(text);
  if (parsed.ok) return parsed.value;
  throw new InvalidArgumentError(parsed.explanation);
};

const program = new Command('npm run sample --')
  .description(
    'Writes coherent synthetic residents and vehicles of Lower Saxony as NDJSON, ready for import.',
  )
  .option('--seed <number>', 'the same seed makes the same people', whole, usualSample.seed)
  .option(
    '--residents <number>',
    'residents, the five demo residents among them',
    whole,
    usualSample.residents,
  )
  .option('--vehicles <number>', 'vehicles, the two demo vehicles among them', whole, usualSample.vehicles)
  .option('--on <YYYY-MM-DD>', 'day on which the sample is up to date', day, usualSample.referenceDate)
  .option(
    '--locked-since <YYYY-MM-DD>',
    'first day of the lock of the demo resident Clara, which lasts two years',
    day,
    today(),
  )
  .requiredOption('--out <folder>', 'folder for residents.ndjson and vehicles.ndjson');

const { seed, residents, vehicles, on, lockedSince, out } = program.parse().opts<Options>();
try {
  const written = writeSample({ seed, residents, vehicles, referenceDate: on, lockedSince }, out, (lines) =>
    console.error(`${lines} lines written`),
  );
  console.log(`${written.residents}: ${residents} residents`);
  console.log(`${written.vehicles}: ${vehicles} vehicles`);
} catch (error) {
  program.error(error instanceof Error ? error.message : String(error));
}
