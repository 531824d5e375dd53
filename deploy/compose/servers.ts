import { SYSTEM_PORT_DISTANCE } from '#libs/service-kit';
import { appNames } from '../description/app-names.ts';
import { apps } from '../description/apps.ts';
import { ADMIN_PASSWORD, inside, KAFKA_IMAGE, POSTGRES_IMAGE, PROMETHEUS_IMAGE } from './addresses.ts';
import { confined } from './services.ts';
import { COMMENT, type Mapping } from './yaml.ts';

/** After a crash PostgreSQL repeats its log first and a broker looks through its own, on a busy machine for long. */
const START_PERIOD = '3m';

/** PostgreSQL and Kafka as `npm start` would start them. */
export const servers: Mapping = {
  postgres: {
    image: POSTGRES_IMAGE,
    restart: 'always',
    environment: {
      POSTGRES_PASSWORD: ADMIN_PASSWORD,
      POSTGRES_INITDB_ARGS: '--locale-provider=builtin --builtin-locale=C.UTF-8',
    },
    command: ['postgres', '-c', 'max_connections=300'],
    ports: ['127.0.0.1:${POSTGRES_PORT:-5432}:5432'],
    volumes: ['postgres:/var/lib/postgresql'],
    healthcheck: {
      [COMMENT]: 'Over TCP: while a new volume is being prepared, the server listens on its socket alone.',
      test: ['CMD', 'pg_isready', '-h', '127.0.0.1', '-U', 'postgres'],
      interval: '1s',
      timeout: '3s',
      retries: 60,
      start_period: START_PERIOD,
    },
  },
  kafka: {
    image: KAFKA_IMAGE,
    restart: 'always',
    [COMMENT]: [
      'The accounts of node and administrator come with the data; those of the services are added later. Who comes over',
      'the port that is published is sent back there, containers to where they reach the broker.',
    ].join('\n'),
    command: [
      'bash',
      '-c',
      [
        '/opt/kafka/bin/kafka-storage.sh format --ignore-formatted --cluster-id=4L6g3nShT-eMCtK--X86sw',
        `--add-scram 'SCRAM-SHA-512=[name=broker,password=${ADMIN_PASSWORD}]'`,
        `--add-scram 'SCRAM-SHA-512=[name=admin,password=${ADMIN_PASSWORD}]'`,
        '--config /etc/einmal/kafka.properties &&',
        'exec /opt/kafka/bin/kafka-server-start.sh /etc/einmal/kafka.properties',
        `--override advertised.listeners=SASL_PLAINTEXT://127.0.0.1:\${KAFKA_PORT:-9092},INSIDE://${inside.kafka}`,
      ].join(' '),
    ],
    ports: ['127.0.0.1:${KAFKA_PORT:-9092}:9092'],
    // The image declares volumes there, and a nameless one would be left by each `docker compose down`.
    tmpfs: ['/etc/kafka/secrets', '/mnt/shared/config'],
    volumes: [
      'kafka:/var/lib/kafka/data',
      './deploy/compose/kafka.properties:/etc/einmal/kafka.properties:ro',
    ],
    healthcheck: {
      [COMMENT]:
        'The port opens when the accounts can be checked; signing in by a tool would cost a JVM each time.',
      test: ['CMD-SHELL', "bash -c '</dev/tcp/127.0.0.1/9092'"],
      interval: '2s',
      timeout: '10s',
      retries: 30,
      start_period: START_PERIOD,
    },
  },
};

/** Asks the system doors, which are published nowhere. */
export const prometheus: Mapping = {
  ...confined,
  image: `\${PROMETHEUS_IMAGE:-${PROMETHEUS_IMAGE}}`,
  user: '65534:65534',
  restart: 'always',
  command: [
    '--config.file=/etc/prometheus/prometheus.yml',
    '--storage.tsdb.path=/prometheus',
    '--storage.tsdb.retention.time=7d',
  ],
  ports: ['127.0.0.1:${PROMETHEUS_PORT:-9090}:9090'],
  volumes: ['prometheus:/prometheus', './deploy/prometheus:/etc/prometheus:ro'],
  healthcheck: {
    [COMMENT]: 'Whether it answers a query; `check healthy` is too new for a Prometheus 2 of your own.',
    test: ['CMD', 'promtool', 'query', 'instant', 'http://127.0.0.1:9090', 'vector(1)'],
    interval: '10s',
    timeout: '5s',
    retries: 6,
  },
  mem_limit: '512m',
};

export const serverVolumes = ['postgres', 'kafka', 'prometheus'] as const;

/** deploy/prometheus/prometheus.yml: every app is asked, and the rules beside it are read. */
export const prometheusSettings: Mapping = {
  [COMMENT]: 'Made by `npm run generate` from apps/*/deploy.ts; a change by hand is refused.',
  global: { scrape_interval: '15s', evaluation_interval: '30s' },
  rule_files: ['*.rules.yaml'],
  scrape_configs: appNames.map((name) => ({
    job_name: name,
    static_configs: [
      { targets: [`${name}:${apps[name].port + SYSTEM_PORT_DISTANCE}`], labels: { part_of: 'einmal' } },
    ],
  })),
};
