import { Agent, request } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { type LoadResult, resultOf } from '../measure.ts';

/** One request, or what a page would ask for, to its last byte. */
export type Contender = () => Promise<void>;

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

/** @throws Error where the answer is not what it should be: a fast refusal is no figure */
export const asking =
  (url: string, headers: Readonly<Record<string, string>>, told: string): Contender =>
  () =>
    new Promise((resolve, reject) => {
      const asked = request(url, { agent, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () => {
          if (response.statusCode === 200 && text.includes(told)) resolve();
          else reject(new Error(`${url} answered ${response.statusCode}: ${text.slice(0, 200)}`));
        });
      });
      asked.on('error', reject).end();
    });

export async function timed(contender: Contender): Promise<number> {
  const begun = performance.now();
  await contender();
  return performance.now() - begun;
}

/** Turn by turn, so that what else the machine does hits all alike. */
export async function oneByOne(
  contenders: readonly Contender[],
  rounds: number,
): Promise<readonly LoadResult[]> {
  const times = contenders.map((): number[] => []);
  for (let round = 0; round < rounds; round++)
    for (const [at, contender] of contenders.entries()) {
      times[at]!.push(await timed(contender));
      await setImmediate();
    }
  return times.map((each) => resultOf(each, each.reduce((sum, ms) => sum + ms, 0) / 1_000));
}

export async function manyAtOnce(contender: Contender, count: number, seconds: number): Promise<LoadResult> {
  const times: number[] = [];
  const begun = performance.now();
  const end = begun + seconds * 1_000;
  const lane = async (): Promise<void> => {
    while (performance.now() < end) times.push(await timed(contender));
  };
  await Promise.all(Array.from({ length: count }, lane));
  return resultOf(times, (performance.now() - begun) / 1_000);
}
