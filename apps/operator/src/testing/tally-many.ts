import { ExpectedRows } from '../replays/row-comparison.ts';
import { anEvent } from '../replays/replay.builder.ts';
import { TallyMaker } from '../replays/tally-maker.ts';
import { rowOf } from '../projections/record-version.rules.ts';

const CHUNK = 1_000;

/** Tallies one event of each of many keys, as source and as rows of a projection, and sends what it found. */
const [folder = '', keys = '0', inMemory] = process.argv.slice(2);
const maker = new TallyMaker(folder, Number(inMemory));
const expected = new ExpectedRows(folder, Number(inMemory));

function* chunks(): Generator<ReturnType<typeof anEvent>[]> {
  for (let start = 0; start < Number(keys); start += CHUNK) {
    const size = Math.min(CHUNK, Number(keys) - start);
    yield Array.from({ length: size }, (_, index) => anEvent(start + index, Number(keys)));
  }
}

async function* rows(): AsyncGenerator<ReturnType<typeof rowOf>[]> {
  for (const events of chunks()) yield events.map(rowOf);
}

for (const events of chunks()) {
  for (const event of events) maker.add(event, Buffer.from(event.id), 0);
  await maker.flush();
  await expected.add(events);
}
process.send?.({ tally: await maker.tally(), comparison: await expected.compare(rows(), true) });
await maker.close();
await expected.close();
process.disconnect?.();
