import { Listr, type ListrTask } from 'listr2';
import { demoCitizens } from '../sample/demo-citizens.ts';
import { appNames, type AppName } from './apps.ts';
import type { StackFacts } from './app-settings.ts';
import { bringUpKafka, bringUpPostgres, provisionDatabases, provisionTopics } from './backing-services.ts';
import { describeEndpoints, endpointsFile, type Endpoints } from './endpoints.ts';
import { writeIdentityFiles } from './identity-files.ts';
import type { LocalHome } from './local-home.ts';
import { migrateAll } from './migrate-all.ts';
import { applyPolicy } from './policy.ts';
import type { AppPorts } from './ports.ts';
import { loadSample } from './sample-data.ts';
import type { Secrets } from './secrets.ts';
import type { Stack } from './stack.ts';

export interface BringUp {
  readonly stack: Stack;
  readonly home: LocalHome;
  readonly ports: AppPorts;
  readonly secrets: Secrets;
  readonly env: NodeJS.ProcessEnv;
}

/** What the steps learn from one another. */
interface Findings {
  databaseUrls: Record<AppName, string>;
  bootstrapServers: string;
  endpoints: Endpoints;
}

type Step = ListrTask<Findings>;

/** One line of progress: what happens, and under it what is going on right now. */
function step(
  title: string,
  work: (findings: Findings, say: (text: string) => void) => Promise<void> | void,
): Step {
  return {
    title,
    task: (findings, task) =>
      work(findings, (text) => {
        task.output = text;
      }),
  };
}

function group(title: string, steps: Step[], concurrent: boolean): Step {
  return { title, task: (_findings, task) => task.newListr(steps, { concurrent }) };
}

function postgresSteps({ stack, home, secrets, env }: BringUp): Step {
  return step('PostgreSQL, databases, roles, migrations', async (findings, say) => {
    const { adminUrl, server } = await bringUpPostgres(home, env, say);
    stack.guard(server);
    say('databases and roles');
    const databases = await provisionDatabases(adminUrl, secrets);
    const urls = (role: 'appUrl' | 'migratorUrl'): Record<AppName, string> =>
      Object.fromEntries(appNames.map((app) => [app, databases[app][role]])) as Record<AppName, string>;
    await migrateAll(home, urls('migratorUrl'), { remembered: server !== undefined, onProgress: say });
    findings.databaseUrls = urls('appUrl');
  });
}

function kafkaSteps({ stack, home, env }: BringUp): Step {
  return step('Apache Kafka, topics', async (findings, say) => {
    const { bootstrapServers, server } = await bringUpKafka(home, env, say);
    stack.guard(server);
    say('topics');
    await provisionTopics(bootstrapServers);
    findings.bootstrapServers = bootstrapServers;
  });
}

function appSteps({ stack, ...rest }: BringUp): Step {
  const steps = appNames.map((app) => step(app, (findings) => stack.startApp(app, { ...rest, ...findings })));
  return group('Services', steps, true);
}

function dataSteps({ home, ports, secrets }: BringUp): Step[] {
  return [
    step('Policy of the gateway', (findings) => applyPolicy(home, findings.databaseUrls.gateway)),
    step('Endpoints', (findings) => {
      const facts: StackFacts = { home, ports, secrets, ...findings };
      findings.endpoints = describeEndpoints(facts, Object.values(demoCitizens));
      home.writeJson(endpointsFile, findings.endpoints);
    }),
    step('Sample data', (findings, say) => loadSample(home, findings.endpoints, say)),
  ];
}

/** Brings everything up, showing each step; resolves with the addresses when a caller can use the stack. */
export async function bringUp(given: BringUp): Promise<Endpoints> {
  writeIdentityFiles(given.home, given.secrets, Object.values(demoCitizens));
  const servers = group('Servers', [postgresSteps(given), kafkaSteps(given)], true);
  const list = new Listr<Findings>([servers, appSteps(given), ...dataSteps(given)], {
    // Ctrl-C is the supervisor's business: it ends the processes in order.
    registerSignalListeners: false,
    ctx: {} as Findings,
    rendererOptions: { collapseSubtasks: false, showErrorMessage: false },
    fallbackRenderer: 'simple',
  });
  const { endpoints } = await list.run();
  return endpoints;
}
