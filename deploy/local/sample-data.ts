import { join } from 'node:path';
import { today } from '../sample/days.ts';
import { usualSample } from '../sample/sample.ts';
import { writeSample } from '../sample/write-sample.ts';
import type { AppName } from './apps.ts';
import type { Endpoints } from './endpoints.ts';
import type { LocalHome } from './local-home.ts';
import { root } from './repository.ts';
import { importLines } from './sample-import.ts';
import { byAuthority, type LinesByAuthority } from './sample-split.ts';
import { tokenOf } from './token-of.ts';

const companies = join(root, 'dist/deploy/sample/data/offeneregister-sample.jsonl');

/** The authority that has a register of its own. */
const goettingen = 'meldebehoerde-goettingen';

interface SampleFile {
  readonly app: AppName;
  readonly lines: LinesByAuthority;
  readonly format?: string;
}

/** Makes the synthetic people and vehicles; always the same ones. */
function generate(home: LocalHome): readonly SampleFile[] {
  const { residents, vehicles } = writeSample({ ...usualSample, lockedSince: today() }, home.path('sample'));
  const ofResidents = [...byAuthority('residents', residents)];
  const isGoettingen = ([authority]: readonly [string | undefined, unknown]) => authority === goettingen;
  return [
    { app: 'residents', lines: new Map(ofResidents.filter((each) => !isGoettingen(each))) },
    { app: 'residents-goettingen', lines: new Map(ofResidents.filter(isGoettingen)) },
    { app: 'vehicles', lines: byAuthority('vehicles', vehicles) },
    { app: 'business', lines: byAuthority('business', companies), format: 'offeneregister' },
  ];
}

/** Imports the sample data into every register that has none yet, through the same API an office would use. */
export async function loadSample(
  home: LocalHome,
  endpoints: Endpoints,
  say: (text: string) => void,
): Promise<void> {
  const loaded = new Set(home.state().sampleLoaded);
  if (loaded.size === 4) return;
  say('generating');
  for (const { app, lines, format } of generate(home)) {
    if (loaded.has(app)) continue;
    say(app);
    const { created, unchanged, failed } = await importLines({
      url: endpoints.apps[app],
      tokenFor: (authority) => tokenOf(endpoints, `officer-${app}`, authority),
      lines,
      ...(format === undefined ? {} : { format }),
      onProgress: (text) => say(`${app}: ${text}`),
    });
    say(`${app}: ${created} registered, ${unchanged} known already, ${failed} unreadable`);
    loaded.add(app);
    home.remember({ sampleLoaded: [...loaded] });
  }
}
