/**
 * `npm run bench -- containers`: what services cost in the containers of docker-compose.yml, beside the same ones as
 * plain processes of this machine in the same run. From start to ready, everything else being up; memory at rest; what
 * the images weigh; and how long `docker compose up` takes to a first lookup. The images have to be there:
 * `npm run test:containers -- --journey` leaves them. BENCH_IMAGES names others to start services of production from.
 */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { LocalFailure } from '#libs/local-services';
import { table } from '#libs/terminal';
import { findOrStartEngine } from '../deploy/containers/engine.ts';
import { ComposeProject } from '../deploy/containers/compose-project.ts';
import { imageName } from '../deploy/images/build-arguments.ts';
import { compressedSize } from '../deploy/images/inspect-image.ts';
import { type AppName, appNames } from '../deploy/local/apps.ts';
import { sendJson } from '../deploy/local/http-json.ts';
import { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import { root } from '../deploy/local/repository.ts';
import { asProcess, type Contender, inContainer, type Start } from './containers/starts.ts';
import { median, round } from './measure.ts';
import { residentMb } from './process-cpu.ts';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3);
const restSeconds = Number(process.env['BENCH_REST'] ?? 60);
const rivals = (process.env['BENCH_IMAGES'] ?? '').split(',').filter(Boolean);
const goals = { readyMs: 2_000, residentMb: 150, compressedMb: 130, firstLookupS: 60 };
const say = (text: string): void => void process.stdout.write(`${text}\n`);
const folder = join(process.env['EINMAL_HOME'] || join(root, '.local'), 'containers');
const logFile = join(folder, 'bench.log');

interface Figures {
  /** Median, from the command to ready. */
  readonly readyMs: number;
  /** Of that, since the process began. */
  readonly processMs: number;
  /** Of the process at rest, with what it shares with others. */
  readonly residentMb: number;
}

type ByApp = Readonly<Record<AppName, Figures>>;

const engine = await findOrStartEngine({ folder, tell: say });
try {
  say(`engine: ${engine.description}`);
  const { docker } = engine;
  const images = (['production', 'demo'] as const).map(imageName);
  for (const image of [...images, ...rivals])
    if (!(await docker.hasImage(image)))
      throw new LocalFailure(`${image} is not here; npm run test:containers -- --journey builds our images.`);
  const sizes: Record<string, number> = {};
  for (const image of [...images, ...rivals])
    sizes[image] = round((await compressedSize(image, docker.env)) / 1e6);
  const begun = performance.now();
  await ComposeProject.during({ docker, logFile, root, tell: say }, async (project) => {
    await lookUp(project);
    const firstLookupS = round((performance.now() - begun) / 1_000);
    say(`  first lookup after ${firstLookupS} s`);
    await run(project, firstLookupS, sizes);
  });
} finally {
  await engine.stop();
}

async function run(
  project: ComposeProject,
  firstLookupS: number,
  sizes: Readonly<Record<string, number>>,
): Promise<void> {
  const stack = await IsolatedStack.start(appNames);
  try {
    const ours = [imageName('production'), ...rivals].map((image) => inContainer(project, image));
    report({ firstLookupS, sizes, contenders: await measureAll([asProcess(stack), ...ours]) });
  } finally {
    await stack.stop();
  }
}

/** The first one of the README. */
async function lookUp(project: ComposeProject): Promise<void> {
  const token = await project.ask('run', '--rm', '-T', 'token', 'parking-hannover');
  const { status } = await sendJson<{ readonly status: string }>({
    method: 'POST',
    url: `http://127.0.0.1:${project.ports['GATEWAY_PORT']}/v1/lookups`,
    token,
    body: {
      evidenceType: 'vehicles.parking-permit.v1',
      purpose: 'resident-parking-permit',
      subject: { plate: 'H-EM 101E' },
    },
  });
  if (status !== 'EVIDENCE') throw new Error(`The first lookup answered ${status}.`);
}

/** One after the other, so that each start has the machine for itself; in turns, so that all have the same weather. */
async function measureAll(contenders: readonly Contender[]): Promise<ReadonlyMap<string, ByApp>> {
  const starts = new Map<string, Start[]>();
  const resident = new Map<string, number>();
  for (let turn = 1; turn <= rounds; turn += 1)
    for (const { name, start } of contenders) {
      for (const app of appNames) {
        const key = `${name} ${app}`;
        starts.set(key, [...(starts.get(key) ?? []), await start(app)]);
      }
      if (turn < rounds) continue;
      say(`${name}: at rest for ${restSeconds} s …`);
      await delay(restSeconds * 1_000);
      for (const app of appNames) {
        const key = `${name} ${app}`;
        resident.set(key, residentMb(starts.get(key)?.at(-1)?.pid ?? 0));
      }
    }
  const figures = (key: string): Figures => {
    const all = starts.get(key) ?? [];
    return {
      readyMs: median(all.map(({ ms }) => ms)),
      processMs: median(all.map(({ processMs }) => processMs)),
      residentMb: round(resident.get(key) ?? Number.NaN, 0),
    };
  };
  return new Map(
    contenders.map(({ name }) => [
      name,
      Object.fromEntries(appNames.map((app) => [app, figures(`${name} ${app}`)])) as Record<AppName, Figures>,
    ]),
  );
}

interface Result {
  /** From `docker compose up`, with all images there and no volume, over the sample data. */
  readonly firstLookupS: number;
  /** Megabytes, compressed. */
  readonly sizes: Readonly<Record<string, number>>;
  readonly contenders: ReadonlyMap<string, ByApp>;
}

function report({ firstLookupS, sizes, contenders }: Result): void {
  const [plain, ours, ...others] = [...contenders.values()];
  if (plain === undefined || ours === undefined) throw new Error('Somebody was not measured.');
  for (const [name, byApp] of contenders) {
    const rows = appNames.map((app) => ({ app, ...byApp[app], plainMs: plain[app].readyMs }));
    say(
      `\n${name}\n${table(rows, [
        { title: '', of: ({ app }) => app },
        { title: 'ready ms', of: ({ readyMs }) => readyMs, right: true },
        { title: 'since its process began', of: ({ processMs }) => processMs, right: true },
        {
          title: 'of a plain process',
          of: ({ readyMs, plainMs }) => (readyMs / plainMs).toFixed(2),
          right: true,
        },
        { title: 'resident MB', of: (row) => row.residentMb, right: true },
      ])}`,
    );
  }
  const met = {
    ready: appNames.every((app) => ours[app].readyMs <= goals.readyMs),
    resident: appNames.every((app) => ours[app].residentMb <= goals.residentMb),
    images: Object.values(sizes).every((megabytes) => megabytes <= goals.compressedMb),
    firstLookup: firstLookupS <= goals.firstLookupS,
  };
  const rivalFigures = Object.fromEntries(rivals.map((name, index) => [name, others[index]]));
  say(
    JSON.stringify({
      bench: 'containers',
      rounds,
      restSeconds,
      firstLookupS,
      sizes,
      plain,
      ours,
      rivals: rivalFigures,
      goals,
      met,
    }),
  );
}
