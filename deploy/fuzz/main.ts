import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeFailure, endAllManaged, freePort } from '#libs/local-services';
import { registerNames } from '#libs/contracts';
import { type ApiName, apiNames } from '../description/app-names.ts';
import { IsolatedStack } from '../local/isolated-stack.ts';
import { root } from '../local/repository.ts';
import { pagesAtFault } from './browser.ts';
import { exclusions } from './exclusions.ts';
import { fuzz, LEAST_CASES, type Tools } from './schemathesis.ts';
import { overlooked } from './self-test.ts';
import { openTokenDesk } from './token-desk.ts';

/** `npm run fuzz`: every app's document tried on a stack of its own, and its pages opened in a browser. */
const folder = join(root, 'dist/fuzz');
const tools: Tools = {
  schemathesis: process.env['SCHEMATHESIS'] ?? 'schemathesis',
  chromium: process.env['CHROMIUM'] ?? 'chromium',
  path: process.env['PATH'] ?? '',
};
const verdicts: { readonly name: string; readonly faults: readonly string[] }[] = [];
const say = (text: string): void => void process.stdout.write(`${text}\n`);

function judge(name: string, faults: readonly string[], detail = ''): void {
  verdicts.push({ name, faults });
  say(
    `${faults.length === 0 ? '✔' : '✖'} ${name}${detail}${faults.map((fault) => `\n    ${fault}`).join('')}`,
  );
}

async function tryApp(app: ApiName, url: string, tokensUrl: string): Promise<void> {
  const { cases, clean, seconds, log } = await fuzz({
    name: app,
    url,
    tokensUrl: `${tokensUrl}/${app}`,
    folder,
    tools,
  });
  const faults = [
    ...(clean ? [] : [`schemathesis found something: ${log}`]),
    ...(cases < LEAST_CASES ? [`only ${cases} cases, ${LEAST_CASES} at least`] : []),
  ];
  judge(`${app} by its document`, faults, `: ${cases} cases in ${seconds} s`);
}

/** Two at a time: more would only wait for one another on two cores. */
async function tryAll(urls: Readonly<Record<ApiName, string>>, tokensUrl: string): Promise<void> {
  const waiting: ApiName[] = ['operator', 'procedures', 'gateway', ...registerNames, 'identity'];
  const lane = async (): Promise<void> => {
    for (let app = waiting.shift(); app !== undefined; app = waiting.shift()) {
      await tryApp(app, urls[app], tokensUrl);
    }
  };
  await Promise.all([lane(), lane()]);
}

async function run(): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const stack = await IsolatedStack.start(apiNames);
  try {
    await Promise.all(apiNames.map((app) => stack.startApp(app)));
    const { url: tokensUrl, server } = await openTokenDesk(stack.endpoints);
    const missed = await overlooked(await freePort(), tokensUrl, folder, tools);
    judge(
      'the fuzzer finds what is planted',
      missed.map((fault) => `overlooked: ${fault}`),
    );
    for (const app of apiNames) {
      judge(`${app} in a browser`, await pagesAtFault(stack.endpoints.apps[app], folder, tools.chromium));
    }
    await tryAll(stack.endpoints.apps, tokensUrl);
    server.close();
  } finally {
    await stack.stop();
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => void endAllManaged().finally(() => process.exit(143)));
}
try {
  await run();
} catch (error) {
  judge('the run itself', [describeFailure(error)]);
}
const failed = verdicts.filter(({ faults }) => faults.length > 0).length;
const passed = verdicts.length - failed;
writeFileSync(join(folder, 'report.json'), JSON.stringify({ passed, failed, verdicts, exclusions }));
say(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
