import { readFileSync } from 'node:fs';
import { INTERNAL_PORT_DISTANCE, settingsOf, SYSTEM_PORT_DISTANCE } from '#libs/service-kit';
import { COMMENT, type Mapping, type Yaml, yamlText } from '../compose/yaml.ts';
import { type AppName, appNames, type ProgramName } from '../description/app-names.ts';
import { apps } from '../description/apps.ts';
import {
  type AppDescription,
  environmentOf,
  memoryFlags,
  probes,
  STOP_WITHIN_S,
} from '../description/description.ts';
import type { Place } from '../description/sources.ts';
import { consumerGroupsOf } from '../local/event-topics.ts';
import { rulesFile } from '../prometheus/rules.file.ts';
import { callersAt, doors } from './arrows.ts';

/** Stands in a file of the Secret that the installation keeps for the app. */
const inSecret: unique symbol = Symbol('in a Secret');

const template = (name: string, ...details: readonly (string | readonly string[])[]): string => {
  const argument = (detail: string | readonly string[]): string =>
    typeof detail === 'string' ? `"${detail}"` : `(list ${detail.map(argument).join(' ')})`;
  return `{{ include "einmal.${name}" (list . ${details.map(argument).join(' ')}) }}`;
};

const publicUrl = (app: AppName): string =>
  app === 'identity' ? '{{ .Values.issuer.url }}' : template('publicUrl', app);

/** Of the issuer, which is somebody else's; it describes itself, so mostly nothing is to be said. */
const issuerUrls: Readonly<Record<string, string>> = {
  '/jwks': '{{ .Values.issuer.jwksUrl }}',
  '/token': '{{ .Values.issuer.tokenCallUrl }}',
  '': '{{ .Values.issuer.callUrl }}',
};

/** A cluster, in which the values of the chart say what an installation chooses: texts that Helm fills in (`tpl`). */
const cluster: Place<string | typeof inSecret> = {
  text: (value) => value,
  demonstration: () => undefined,
  sameMachine: () => undefined,
  listen: (part, app) =>
    ({
      host: '0.0.0.0',
      port: `${apps[app].port}`,
      systemHost: '0.0.0.0',
      systemPort: `${apps[app].port + SYSTEM_PORT_DISTANCE}`,
      internalHost: '0.0.0.0',
      internalPort: `${apps[app].port + INTERNAL_PORT_DISTANCE}`,
      reachableFrom: undefined,
    })[part],
  publicUrl,
  publicUrls: (names) => template('urls', 'publicUrl', names),
  ownPublicUrl: (_none, app) => publicUrl(app),
  ownInternalUrl: (_none, app) => template('internalUrl', app),
  internalUrl: ({ app, path }) => template('internalUrl', app) + path,
  callUrlIfOther: ({ path }) => issuerUrls[path],
  callUrlsIfOther: (names) => template('urls', 'callUrl', names),
  registers: () => template('registers'),
  secret: () => inSecret,
  database: () => inSecret,
  databaseTls: (part) => ({ mode: 'on', ca: '/run/einmal/database/ca.crt' })[part],
  tls: (part) => `/run/einmal/tls/${{ cert: 'tls.crt', key: 'tls.key', ca: 'ca.crt' }[part]}`,
  internalCallers: (_none, app) => template('callers', app),
  kafka: (variable, app) => {
    const parts: Readonly<Record<typeof variable, string | typeof inSecret | undefined>> = {
      KAFKA_BROKERS: '{{ .Values.kafka.brokers }}',
      KAFKA_USERNAME: app,
      KAFKA_PASSWORD: inSecret,
      KAFKA_TLS: 'on',
      KAFKA_TLS_CA_FILE: '/run/einmal/kafka/ca.crt',
      KAFKA_TLS_SERVER_NAME: undefined,
    };
    return parts[variable];
  },
  demoFile: () => undefined,
  folder: (name) => `/var/lib/einmal/${name}`,
};

/** The apps of an installation: the identity provider of the demonstration is replaced by its own issuer. */
export const installed: readonly AppName[] = appNames.filter((app) => !apps[app].isDemonstration);

/** What an issuer of somebody else's needs besides (docs/identity.md). */
const ofIssuer = ({ values }: AppDescription): Readonly<Record<string, string>> => ({
  ...('tokenCallUrl' in values && { TOKEN_URL: '{{ .Values.issuer.tokenUrl }}' }),
  ...('tokenBinding' in values && { IGNORED_CONFIRMATIONS: '{{ .Values.issuer.ignoredConfirmations }}' }),
});

async function dataOf(app: AppName): Promise<Mapping> {
  const { program, port, processes, resources, register, isBusy = false, values } = apps[app];
  const environment = Object.entries({
    ...environmentOf(app, apps[app], cluster),
    ...ofIssuer(apps[app]),
  });
  const described = Object.values(await apps[app].blocks()).flatMap(settingsOf);
  const told = environment.map(([variable]) => variable);
  const open = described.filter(({ variable, secret }) => !secret && !told.includes(variable));
  const has = (kind: string): boolean => Object.values(values).some((source) => source?.from === kind);
  const groups = consumerGroupsOf(app);
  return {
    program,
    ports: { public: port, internal: port + INTERNAL_PORT_DISTANCE, system: port + SYSTEM_PORT_DISTANCE },
    command: ['node', ...memoryFlags(isBusy), `dist/apps/${program}/src/main.js`],
    migrate: ['node', `dist/apps/${program}/src/migrate.js`],
    memory: { request: `${resources.memory.request}Mi`, limit: `${resources.memory.limit}Mi` },
    cpu: `${resources.cpu.request * 1_000}m`,
    ...(processes !== 'any' && { onlyOne: processes.one }),
    ...(register && { register: registerOf(register) }),
    ...(register?.authorities && { isOnRequest: true }),
    callers: Object.fromEntries(
      doors.map((door) => [door, callersAt[door](app).filter((each) => installed.includes(each))]),
    ),
    reaches: {
      kafka: has('kafka'),
      issuer: has('publicUrl'),
      receivers: 'webhookSecretKey' in values,
    },
    ...(groups.length > 0 && { groups }),
    ...(has('folder') && { folder: '/var/lib/einmal' }),
    secrets: environment.filter(([, value]) => value === inSecret).map(([variable]) => variable),
    mustSay: open.filter(({ required }) => required).map(({ variable }) => variable),
    settings: described.filter(({ secret }) => !secret).map(({ variable }) => variable),
    environment: Object.fromEntries(environment.filter(([, value]) => value !== inSecret)) as Mapping,
  };
}

const registerOf = ({ name, authorities, client }: NonNullable<AppDescription['register']>): Mapping => ({
  name,
  ...(client !== undefined && { client }),
  ...(authorities && { authorities }),
});

/** deploy/helm/einmal/apps.yaml */
export async function chartData(): Promise<string> {
  const described = await Promise.all(installed.map(async (app) => [app, await dataOf(app)] as const));
  const programs = Object.fromEntries(
    installed.map((app): [ProgramName, Yaml] => {
      const { program } = apps[app];
      return [program, installed.filter((each) => apps[each].program === program)];
    }),
  );
  return yamlText({
    [COMMENT]: 'Made by `npm run generate` from apps/*/deploy.ts; a change by hand is refused.',
    probes,
    stopWithinS: STOP_WITHIN_S,
    programs,
    apps: Object.fromEntries(described),
  });
}

/** deploy/helm/einmal/rules.yaml: Helm reads no file outside the chart. */
export const chartRules = (): string =>
  `# Made by \`npm run generate\` from deploy/prometheus; a change by hand is refused.\n${readFileSync(rulesFile, 'utf8')}`;
