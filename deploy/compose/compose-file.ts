import { registerNames } from '#libs/contracts';
import { demoPolicies } from '../local/policy.ts';
import { appNames } from '../description/app-names.ts';
import { FILES, filesOf, INSTALLATION } from './addresses.ts';
import { prometheus, prometheusSettings, servers, serverVolumes } from './servers.ts';
import {
  app,
  appService,
  besideIdentity,
  done,
  healthy,
  migration,
  migrator,
  once,
  program,
  type Service,
  volumeOf,
  dataVolumes,
} from './services.ts';
import { COMMENT, type Mapping, TAKE_IN, yamlText } from './yaml.ts';

const intro = `Everything of Einmal in containers, for trying it out on one machine:

  docker compose up --wait
  docker compose run --rm sample
  docker compose run --rm -T token anna

\`npm run generate\` makes this file from apps/*/deploy.ts and deploy/compose/; a change by hand is refused. What may be
chosen stands in .env.example.

PostgreSQL and Apache Kafka alone, for \`npm start\` (or simply EINMAL_SERVERS=containers npm start, with data apart):

  docker compose up --wait postgres kafka
  export DATABASE_URL=postgres://postgres:einmal@127.0.0.1:5432/postgres
  export KAFKA_BROKERS=127.0.0.1:9092 KAFKA_USERNAME=admin KAFKA_PASSWORD=einmal
  npm start

The passwords here protect nothing but servers that listen on the loopback interface of your own machine. All other
secrets are made by the service \`secrets\` and stay in volumes; \`docker compose down -v\` removes them and all data.`;

const programs: Readonly<Record<string, Service>> = {
  settings: {
    [COMMENT]: 'Refuses an .env that would not do what it says; its log tells why.',
    ...program('settings'),
    env_file: [{ path: '.env', required: false }],
    network_mode: 'none',
    volumes: undefined,
  },
  secrets: {
    [COMMENT]:
      'Makes keys and passwords on first use, and gives each app a volume with its own. Root, to hand them over.',
    ...program('secrets'),
    user: '0:0',
    cap_add: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER'],
    network_mode: 'none',
    volumes: [
      `installation:${INSTALLATION}`,
      `files-of-migrations:${FILES}/migrations`,
      ...appNames.map((name) => `${volumeOf(name)}:${filesOf(name)}`),
    ],
    depends_on: done(['settings']),
  },
  databases: {
    ...program('databases'),
    depends_on: { ...healthy(['postgres']), ...done(['secrets']) },
  },
  topics: { ...program('topics'), depends_on: { ...healthy(['kafka']), ...done(['secrets']) } },
  ...Object.fromEntries(appNames.map((name) => [`migrate-${name}`, migration(name)])),
  policy: {
    [COMMENT]: 'Who may ask for what, in the demonstration.',
    [TAKE_IN]: 'once',
    command: ['node', 'dist/apps/gateway/src/apply-policy.js', ...demoPolicies.map((path) => `dist/${path}`)],
    ...migrator('gateway'),
    depends_on: done(['migrate-gateway']),
  },
};

const onRequest: Readonly<Record<string, Service>> = {
  sample: {
    ...program('sample'),
    ...besideIdentity('sample'),
    depends_on: healthy(['identity', ...registerNames, 'residents-goettingen']),
  },
  token: {
    ...program('token'),
    ...besideIdentity('token'),
    command: undefined,
    entrypoint: ['node', 'dist/deploy/compose/token.js'],
    depends_on: healthy(['identity']),
  },
};

/** docker-compose.yml as data. */
export const composition = {
  [COMMENT]: intro,
  'x-app': app,
  'x-once': once,
  services: {
    ...servers,
    ...programs,
    ...Object.fromEntries(appNames.map((name) => [name, appService(name)])),
    prometheus,
    ...onRequest,
  },
  volumes: Object.fromEntries(
    [...serverVolumes, 'installation', 'files-of-migrations', ...appNames.map(volumeOf), ...dataVolumes].map(
      (name) => [name, {}],
    ),
  ),
} satisfies Mapping;

export const composeFile = (): string => yamlText(composition, { 'x-app': 'app', 'x-once': 'once' });

export const prometheusFile = (): string => yamlText(prometheusSettings);
