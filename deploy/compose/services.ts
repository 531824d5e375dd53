import { appNames, type AppName, portVariable } from '../description/app-names.ts';
import { apps } from '../description/apps.ts';
import { memoryFlags, probes, STOP_WITHIN_S } from '../description/description.ts';
import {
  demoImage,
  FILES,
  filesOf,
  image,
  INSTALLATION,
  migratorFile,
  publicPort,
  USER,
  version,
} from './addresses.ts';
import { tracingChoices } from './env-example.ts';
import { composeEnvironment } from './places.ts';
import { COMMENT, type Mapping, TAKE_IN } from './yaml.ts';

export type Service = Mapping;

/** As nobody in particular, on files that cannot be changed. */
export const confined = {
  user: `${USER}:${USER}`,
  read_only: true,
  tmpfs: ['/tmp'],
  cap_drop: ['ALL'],
  security_opt: ['no-new-privileges:true'],
};

const answers = `exec 3<>/dev/tcp/127.0.0.1/$$PORT && printf 'GET ${probes.ready} HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r -t 4 _ status _ <&3 && [ "$$status" = 200 ]`;

/** What all apps share, under the anchor `app`. */
export const app: Service = {
  image,
  ...confined,
  // The engine waits longer from one start to the next, up to a minute. Not `unless-stopped`: an engine that was killed
  // stops what it finds running when it is back, and takes that for a stop by hand.
  restart: 'always',
  stop_grace_period: `${STOP_WITHIN_S}s`,
  healthcheck: {
    [COMMENT]:
      "One line over bash's own sockets; starting Node for it would cost more than the service does at rest.",
    test: ['CMD', 'bash', '-c', answers],
    interval: '5s',
    timeout: '5s',
    retries: 12,
    start_period: '30s',
  },
};

/** What all programs share that run to their end, under the anchor `once`. */
export const once: Service = { image: demoImage, ...confined, restart: 'no' };

const is = (condition: string) => (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, { condition: `service_${condition}` }]));
export const done = is('completed_successfully');
export const healthy = is('healthy');

export const volumeOf = (name: AppName): string => `files-of-${name}`;
const keepsFolders = (name: AppName): boolean =>
  Object.values(apps[name].values).some((source) => source?.from === 'folder');
const dataOf = (name: AppName): string => `data-of-${name}`;
export const dataVolumes = appNames.filter(keepsFolders).map(dataOf);
const volumesOf = (name: AppName): readonly string[] => [
  `${volumeOf(name)}:${filesOf(name)}:ro`,
  ...(keepsFolders(name) ? [`${dataOf(name)}:${INSTALLATION}`] : []),
];
const isAtKafka = (name: AppName): boolean => 'kafkaUsername' in apps[name].values;
const imageOf = (name: AppName): Service => (apps[name].isDemonstration ? { image: demoImage } : { image });

/** Those of deploy/images/Dockerfile; what builds outside of compose gives them in deploy/images/build-arguments.ts. */
const buildArgs: Mapping = {
  VERSION: version,
  REVISION: '${REVISION:-unknown}',
  SOURCE_DATE_EPOCH: '${SOURCE_DATE_EPOCH:-0}',
  BASE: '${BASE:-debian:bookworm-slim}',
  BUILD_BASE: '${BUILD_BASE:-${BASE:-debian:bookworm-slim}}',
  NPM_REGISTRY: '${NPM_REGISTRY:-https://registry.npmjs.org}',
  EXTRA_CA: '${EXTRA_CA:-}',
  // Curl reads this one in small letters only, the others in both.
  http_proxy: '${http_proxy:-${HTTP_PROXY:-}}',
  https_proxy: '${https_proxy:-${HTTPS_PROXY:-}}',
  no_proxy: '${no_proxy:-${NO_PROXY:-}}',
};

/** One service for each image says how it is built, where it is not there; the others wait for it. */
function buildOf(name: AppName): Mapping | undefined {
  const target = { gateway: 'production', identity: 'demo' }[name as string];
  if (target === undefined) return undefined;
  return {
    context: '.',
    dockerfile: 'deploy/images/Dockerfile',
    target,
    network: '${BUILD_NETWORK:-default}',
    args: buildArgs,
  };
}

export function appService(name: AppName): Service {
  const { isBusy = false, resources, processes } = apps[name];
  const { memory } = resources;
  return {
    ...(processes !== 'any' && { [COMMENT]: `One process only: ${processes.one}.` }),
    [TAKE_IN]: 'app',
    ...imageOf(name),
    build: buildOf(name),
    command: ['node', ...memoryFlags(isBusy), `dist/apps/${apps[name].program}/src/main.js`],
    environment: {
      ...composeEnvironment(name),
      LOG_LEVEL: '${LOG_LEVEL:-info}',
      ...Object.fromEntries(tracingChoices.map((variable) => [variable, `\${${variable}:-}`])),
    },
    ports: [`127.0.0.1:${publicPort(name)}:${publicPort(name)}`],
    volumes: volumesOf(name),
    mem_reservation: `${memory.request}m`,
    mem_limit: `${memory.limit}m`,
    depends_on: done([
      `migrate-${name}`,
      ...(isAtKafka(name) ? ['topics'] : []),
      ...(name === 'gateway' ? ['policy'] : []),
    ]),
  };
}

export const migrator = (name: AppName): Service => ({
  environment: { MIGRATION_DATABASE_URL_FILE: migratorFile(name), DATABASE_TLS: 'off' },
  volumes: [`files-of-migrations:${FILES}/migrations:ro`],
});

export const migration = (name: AppName): Service => ({
  [TAKE_IN]: 'once',
  ...imageOf(name),
  command: ['node', `dist/apps/${apps[name].program}/src/migrate.js`],
  ...migrator(name),
  depends_on: done(['databases']),
});

export const program = (name: string): Service => ({
  [TAKE_IN]: 'once',
  command: ['node', `dist/deploy/compose/${name}.js`],
  environment: { KAFKAJS_NO_PARTITIONER_WARNING: '1' },
  volumes: [`installation:${INSTALLATION}`],
});

/** The demonstration's issuer is where its tokens say also for who shares its network. */
export const besideIdentity = (profile: string): Service => ({
  profiles: [profile],
  network_mode: 'service:identity',
  environment: {
    KAFKAJS_NO_PARTITIONER_WARNING: '1',
    ...Object.fromEntries(appNames.map((name) => [portVariable(name), publicPort(name)])),
  },
});
