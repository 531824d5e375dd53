import { readFileSync } from 'node:fs';
import { serve } from '#libs/service-kit';
import { PlantedController } from './planted.controller.ts';
import { fuzz, type Tools } from './schemathesis.ts';

class Planted {}

/** What schemathesis calls the faults that are planted. */
const faults = ['Server error', 'Undocumented status code', 'Response violates schema'];

/** Which planted faults the fuzzer overlooks; none, when it is worth anything. */
export async function overlooked(
  port: number,
  tokensUrl: string,
  folder: string,
  tools: Tools,
): Promise<readonly string[]> {
  const url = `http://127.0.0.1:${port}`;
  const app = await serve({
    name: 'planted',
    title: 'Planted',
    description: 'Has one fault of each kind.',
    module: { module: Planted, controllers: [PlantedController] },
    http: { host: '127.0.0.1', port, publicUrl: url },
    log: { logLevel: 'silent' },
  });
  try {
    const { clean, log } = await fuzz({ name: 'planted', url, tokensUrl, folder, tools });
    const output = readFileSync(log, 'utf8');
    return clean ? faults : faults.filter((fault) => !output.includes(fault));
  } finally {
    await app.close();
  }
}
