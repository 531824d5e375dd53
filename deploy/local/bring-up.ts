import { Listr, type ListrTask } from 'listr2';
import { type KafkaLogin, PLAIN, SCRAM } from '#libs/kafka';
import { demoCitizens } from '../sample/demo-citizens.ts';
import { appNames, type AppName } from './apps.ts';
import { appUrl, type StackFacts } from './app-settings.ts';
import {
  bringUpKafka,
  bringUpPostgres,
  forgetFresh,
  provisionDatabases,
  provisionStreams,
} from './backing-services.ts';
import { type Endpoints, writeEndpoints } from './endpoints.ts';
import { writeIdentityFiles } from './identity-files.ts';
import type { ServerChoice } from './compose-servers.ts';
import type { LocalHome } from './local-home.ts';
import { fillRouting } from './routing.ts';
import { isPrepared, migrateAll, notePrepared } from './migrate-all.ts';
import { applyPolicy } from './policy.ts';
import type { AppPorts } from './ports.ts';
import { loadSample } from './sample-data.ts';
import type { Secrets } from './secrets.ts';
import type { Stack } from './stack.ts';
import type { TlsFiles } from './tls/tls-files.ts';

export interface BringUp {
  readonly stack: Stack;
  readonly home: LocalHome;
  readonly ports: AppPorts;
  /** Address of the page that tells people where to begin. */
  readonly startPage: string;
  readonly secrets: Secrets;
  readonly env: NodeJS.ProcessEnv;
  readonly servers: ServerChoice;
  /** Given: every hop speaks TLS. */
  readonly tls?: TlsFiles | undefined;
}

/** What the steps learn from one another. */
interface Findings {
  /** The environment, with the addresses of servers in containers. */
  env: NodeJS.ProcessEnv;
  databaseUrls: Record<AppName, string>;
  kafkaAdmin: KafkaLogin;
  kcatMechanism: typeof SCRAM | typeof PLAIN;
  endpoints: Endpoints;
  /** In the order of their occurrence: the first is the cause, those after it may be its consequences. */
  readonly failures: unknown[];
}

type Step = ListrTask<Findings>;
type Say = (text: string) => void;

/** One line of progress: what happens, and under it what is going on right now. The supervisor tells a failure. */
function step(title: string, work: (findings: Findings, say: Say) => Promise<void> | void): Step {
  return {
    title,
    task: async (findings, task) => {
      try {
        await work(findings, (text) => {
          // Without a terminal the lines of steps that run side by side are mixed.
          task.output = process.stdout.isTTY ? text : `${title}: ${text}`;
        });
      } catch (error) {
        findings.failures.push(error);
        const note = findings.failures.length === 1 ? 'see below' : 'given up';
        throw new Error(note, { cause: error });
      }
    },
  };
}

function group(title: string, steps: Step[], concurrent: boolean): Step {
  return { title, task: (_findings, task) => task.newListr(steps, { concurrent }) };
}

function containerStep({ stack, home, env, servers: { containers } }: BringUp): Step {
  return step('Containers', async (findings, say) => {
    findings.env = { ...env, ...(await stack.startServers(home, containers, env, say)) };
  });
}

function postgresSteps({ stack, home, secrets, tls }: BringUp): Step {
  return step('PostgreSQL', async (findings, say) => {
    const { adminUrl, server } = await bringUpPostgres(home, findings.env, say, { tls });
    stack.guard(server);
    say('databases and roles');
    const databases = await provisionDatabases(adminUrl, secrets);
    forgetFresh(home, databases);
    const urls = (role: 'appUrl' | 'migratorUrl'): Record<AppName, string> =>
      Object.fromEntries(appNames.map((app) => [app, databases[app][role]])) as Record<AppName, string>;
    findings.databaseUrls = urls('appUrl');
    // What a foreign server holds is not noted here.
    if (server !== undefined && isPrepared(home)) return;
    await migrateAll(home, urls('migratorUrl'), say);
    say('policy of the gateway');
    await applyPolicy(home, databases.gateway.migratorUrl);
    notePrepared(home);
  });
}

function kafkaSteps({ stack, home, secrets, tls }: BringUp): Step {
  return step('Apache Kafka', async (findings, say) => {
    const { admin, server } = await bringUpKafka(home, secrets, findings.env, say, tls);
    stack.guard(server);
    say('topics, accounts and access lists');
    await provisionStreams(admin, secrets);
    findings.kafkaAdmin = admin;
    findings.kcatMechanism = server ? PLAIN : SCRAM;
  });
}

function appSteps({ stack, ...rest }: BringUp): Step {
  const steps = appNames.map((app) =>
    step(app, (findings, say) => stack.startApp(app, { ...rest, ...findings }, say)),
  );
  return group('Services', steps, true);
}

function dataSteps({ home, ports, startPage, secrets, tls }: BringUp): Step[] {
  return [
    step('Endpoints', (findings) => {
      const facts: StackFacts = { home, ports, secrets, tls, ...findings };
      findings.endpoints = writeEndpoints(facts, findings.kcatMechanism, startPage);
    }),
    step('Sample data', (findings, say) => loadSample(home, findings.endpoints, say)),
    step('Routing directory', (findings, say) =>
      fillRouting({ home, ports, secrets, tls, ...findings }, say),
    ),
  ];
}

/** Brings everything up, showing each step; resolves with the addresses when a caller can use the stack. */
export async function bringUp(given: BringUp): Promise<Endpoints> {
  const homes = {
    portal: `${appUrl(given, 'portal')}/`,
    'staff-portal': `${appUrl(given, 'portal-staff')}/`,
    'operator-console': `${appUrl(given, 'portal-console')}/`,
  };
  writeIdentityFiles(given.home, given.secrets, Object.values(demoCitizens), {
    binds: given.tls !== undefined,
    homes,
  });
  const { home, env, servers } = given;
  home.remember({ servers: servers.kind });
  const first = servers.containers.length > 0 ? [containerStep(given)] : [];
  const both = group('Servers', [postgresSteps(given), kafkaSteps(given)], true);
  const findings = { env, failures: [] as unknown[] } as Findings;
  const list = new Listr<Findings>([...first, both, appSteps(given), ...dataSteps(given)], {
    // Ctrl-C is the supervisor's business: it ends the processes in order.
    registerSignalListeners: false,
    ctx: findings,
    rendererOptions: { collapseSubtasks: false, showErrorMessage: false },
    fallbackRenderer: 'simple',
  });
  try {
    await list.run();
  } catch (error) {
    throw findings.failures[0] ?? error;
  }
  return findings.endpoints;
}
