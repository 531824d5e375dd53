import { join } from 'node:path';
import type { RegisterName } from '#libs/contracts';
import { today } from '../sample/days.ts';
import { usualSample } from '../sample/sample.ts';
import { writeSample } from '../sample/write-sample.ts';
import type { Endpoints } from './endpoints.ts';
import type { LocalHome } from './local-home.ts';
import { root } from './repository.ts';
import { importFile } from './sample-import.ts';
import { tokenOf } from './token-of.ts';

const companies = join(root, 'dist/deploy/sample/data/offeneregister-sample.jsonl');

interface SampleFile {
  readonly register: RegisterName;
  readonly file: string;
  readonly format?: string;
}

/** Makes the synthetic people and vehicles; always the same ones. */
function generate(home: LocalHome): readonly SampleFile[] {
  const { residents, vehicles } = writeSample({ ...usualSample, lockedSince: today() }, home.path('sample'));
  return [
    { register: 'residents', file: residents },
    { register: 'vehicles', file: vehicles },
    { register: 'business', file: companies, format: 'offeneregister' },
  ];
}

/** Imports the sample data into every register that has none yet, through the same API an office would use. */
export async function loadSample(
  home: LocalHome,
  endpoints: Endpoints,
  say: (text: string) => void,
): Promise<void> {
  const loaded = new Set(home.state().sampleLoaded);
  if (loaded.size === 3) return;
  say('generating');
  for (const { register, file, format } of generate(home)) {
    if (loaded.has(register)) continue;
    say(register);
    const { created, unchanged, failed } = await importFile({
      url: endpoints.apps[register],
      token: await tokenOf(endpoints, `officer-${register}`),
      file,
      ...(format === undefined ? {} : { format }),
      onProgress: (text) => say(`${register}: ${text}`),
    });
    say(`${register}: ${created} registered, ${unchanged} known already, ${failed} unreadable`);
    loaded.add(register);
    home.remember({ sampleLoaded: [...loaded] });
  }
}
