import { join } from 'node:path';
import { today } from '../sample/days.ts';
import { usualSample } from '../sample/sample.ts';
import { writeSample } from '../sample/write-sample.ts';
import type { AppName } from './apps.ts';
import type { Endpoints } from './endpoints.ts';
import type { LocalHome } from './local-home.ts';
import { root } from './repository.ts';
import { importFile } from './sample-import.ts';
import { splitResidents } from './sample-split.ts';
import { tokenOf } from './token-of.ts';

const companies = join(root, 'dist/deploy/sample/data/offeneregister-sample.jsonl');

interface SampleFile {
  readonly app: AppName;
  readonly file: string;
  readonly format?: string;
}

/** Makes the synthetic people and vehicles; always the same ones. */
function generate(home: LocalHome): readonly SampleFile[] {
  const { residents, vehicles } = writeSample({ ...usualSample, lockedSince: today() }, home.path('sample'));
  const { others, goettingen } = splitResidents(residents);
  return [
    { app: 'residents', file: others },
    { app: 'residents-goettingen', file: goettingen },
    { app: 'vehicles', file: vehicles },
    { app: 'business', file: companies, format: 'offeneregister' },
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
  for (const { app, file, format } of generate(home)) {
    if (loaded.has(app)) continue;
    say(app);
    const { created, unchanged, failed } = await importFile({
      url: endpoints.apps[app],
      token: await tokenOf(endpoints, `officer-${app}`),
      file,
      ...(format === undefined ? {} : { format }),
      onProgress: (text) => say(`${app}: ${text}`),
    });
    say(`${app}: ${created} registered, ${unchanged} known already, ${failed} unreadable`);
    loaded.add(app);
    home.remember({ sampleLoaded: [...loaded] });
  }
}
