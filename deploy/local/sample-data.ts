import { join } from 'node:path';
import { today } from '../sample/days.ts';
import { demoCompanies } from '../sample/demo-companies.ts';
import { usualSample } from '../sample/sample.ts';
import { writeSample } from '../sample/write-sample.ts';
import type { AppName } from './apps.ts';
import type { Endpoints } from './endpoints.ts';
import type { LocalHome } from './local-home.ts';
import { root } from './repository.ts';
import { importLines } from './sample-import.ts';
import { byAuthority, type LinesByAuthority, sharedOut } from './sample-split.ts';
import { tokenOf } from './token-of.ts';

const companies = join(root, 'dist/deploy/sample/data/offeneregister-sample.jsonl');

/** The authority that has a register of its own. */
const goettingen = 'meldebehoerde-goettingen';

interface Lines {
  readonly lines: LinesByAuthority;
  readonly format?: string;
}

interface SampleOf {
  readonly app: AppName;
  readonly files: readonly Lines[];
}

/** Makes the synthetic people, vehicles and companies; always the same ones. */
function generate(home: LocalHome): readonly SampleOf[] {
  const { residents, vehicles } = writeSample({ ...usualSample, lockedSince: today() }, home.path('sample'));
  const ofResidents = [...byAuthority('residents', residents)];
  const isGoettingen = ([authority]: readonly [string | undefined, unknown]) => authority === goettingen;
  const invented = Object.values(demoCompanies).map((each) => JSON.stringify(each));
  return [
    { app: 'residents', files: [{ lines: new Map(ofResidents.filter((each) => !isGoettingen(each))) }] },
    { app: 'residents-goettingen', files: [{ lines: new Map(ofResidents.filter(isGoettingen)) }] },
    { app: 'vehicles', files: [{ lines: byAuthority('vehicles', vehicles) }] },
    {
      app: 'business',
      files: [
        { lines: byAuthority('business', companies), format: 'offeneregister' },
        { lines: sharedOut('business', invented) },
      ],
    },
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
  for (const { app, files } of generate(home)) {
    if (loaded.has(app)) continue;
    say(app);
    for (const each of files) {
      const { created, unchanged, failed } = await importLines({
        url: endpoints.apps[app],
        tokenFor: (authority) => tokenOf(endpoints, `officer-${app}`, authority),
        ...each,
        onProgress: (text) => say(`${app}: ${text}`),
      });
      say(`${app}: ${created} registered, ${unchanged} known already, ${failed} unreadable`);
    }
    loaded.add(app);
    home.remember({ sampleLoaded: [...loaded] });
  }
}
