import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PLAIN } from '#libs/kafka';
import type { ManagedProcess } from '#libs/local-services';
import { eventually } from '#libs/test-kit';
import { runCommandLine } from '../apps/operator/src/cli/program.ts';
import { appSettings } from '../deploy/local/app-settings.ts';
import { type AppName, appNames } from '../deploy/local/apps.ts';
import { type Endpoints, writeEndpoints } from '../deploy/local/endpoints.ts';
import { guidedLookup } from '../deploy/local/guided-lookup.ts';
import { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import { fillRouting } from '../deploy/local/routing.ts';
import { loadSample } from '../deploy/local/sample-data.ts';
import { tokenOf, toolTlsOf } from '../deploy/local/token-of.ts';
import { PageCommands } from '../deploy/local/testing/page-commands.ts';
import { CapturedPort } from './captured-port.ts';
import { CapturedServers, describeCapturedServers } from './captured-servers.ts';
import { describeReadmeJourney, readmeCommands } from './readme-journey.ts';
import { commandLineOf, environmentOf, logsOf, SecretSearch } from './secret-search.ts';
import { describeArrows } from './secure-arrows.ts';

/** Names and values that the services tell one another in the journey: in a plain request or answer one of them stands. */
const telling = ['HTTP/1.1', 'evidenceType', 'familyName', 'street', 'Lindemann', 'Beispielweg', 'H-EM 101E'];

const perApp = async <V>(value: (app: AppName) => Promise<V>): Promise<Readonly<Record<AppName, V>>> =>
  Object.fromEntries(
    await Promise.all(appNames.map(async (app) => [app, await value(app)] as const)),
  ) as Record<AppName, V>;

describe('a stack with TLS on every hop', () => {
  let stack: IsolatedStack;
  let captures: Readonly<Record<AppName, CapturedPort>>;
  let servers: CapturedServers;
  let processes: Readonly<Record<AppName, ManagedProcess>>;
  let endpoints: Endpoints;
  let page: PageCommands;
  let texts: readonly string[];
  let preview: object;
  let guided = '';

  beforeAll(async () => {
    stack = await IsolatedStack.start(appNames, {}, true);
    const internalPort = (app: AppName): number => Number(new URL(stack.endpoints.internal[app]).port);
    servers = await CapturedServers.before(stack);
    captures = await perApp((app) => CapturedPort.before(internalPort(app)));
    processes = await perApp((app) => stack.startApp(app, thatCallsThroughCaptures(app)));
    endpoints = writeEndpoints(stack.facts, PLAIN);
    await loadSample(stack.home, endpoints, () => undefined);
    await fillRouting(stack.facts, () => undefined);
    await guidedLookup(endpoints, (text) => (guided += `${text}\n`), 120_000);
    page = new PageCommands(stack.home.folder, endpoints);
    // Before Anna chooses anew in the README.
    preview = await runShown();
    texts = await page.runAll(readmeCommands);
  }, 600_000);

  afterAll(async () => {
    await Promise.all(Object.values(captures ?? {}).map((capture) => capture.close()));
    await servers?.close();
    await stack?.stop();
  });

  /** Settings that name an internal door or a server name the capture before it. */
  function thatCallsThroughCaptures(app: AppName): Readonly<Record<string, string>> {
    const settings = appSettings(app, stack.facts);
    const moved = Object.entries(settings).map(([name, value]) => {
      const through = appNames.reduce(
        (text, each) =>
          text.replaceAll(stack.endpoints.internal[each], `https://127.0.0.1:${captures[each].port}`),
        value,
      );
      return [name, through, value] as const;
    });
    return {
      ...Object.fromEntries(moved.filter(([, through, value]) => through !== value)),
      ...servers.moved(app, settings),
    };
  }

  describe('the README', () => {
    describeReadmeJourney(() => ({ page, endpoints, texts }));
  });

  const curlOfPreview = (): string =>
    /^curl -s https:.*?\/v1\/previews (?:.*\n)+?.*'$/m.exec(guided)?.[0] ?? '';

  /** On a busy machine the exchange may ask for patience with a problem, as it would in earnest. */
  const runShown = (): Promise<object> =>
    eventually(
      'a preview',
      async () => JSON.parse(await page.runPlain(curlOfPreview())) as object,
      (answer) => 'previews' in answer,
    );

  it('prints a curl in the guided lookup that works as it stands', async () => {
    expect(curlOfPreview()).toMatch(/--cacert .*\n.*--cert .*\n.*--key /);
    expect(preview).toMatchObject({ previews: [{ status: 'EVIDENCE' }] });
  });

  it('says nothing in plain text between its services', async () => {
    const called = appNames.filter((app) => captures[app].connections > 0);
    expect(called).toEqual(expect.arrayContaining(['gateway', 'residents', 'vehicles']));
    for (const app of appNames) {
      const { beganEncrypted } = captures[app];
      expect([app, beganEncrypted, captures[app].shown(telling)]).toEqual([app, true, []]);
    }
  });

  it('would be caught at it', async () => {
    const server = createServer((_request, response) => response.end('{"street":"Beispielweg"}'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const capture = await CapturedPort.before((server.address() as AddressInfo).port);
    const body = JSON.stringify({ evidenceType: 'x', familyName: 'Lindemann', plate: 'H-EM 101E' });
    await (await fetch(`http://127.0.0.1:${capture.port}/`, { method: 'POST', body })).text();
    expect([capture.beganEncrypted, capture.shown(telling)]).toEqual([false, telling]);
    await capture.close();
    server.close();
  });

  describeCapturedServers(() => ({ stack, servers }));

  it('is asked by the command line of operators from elsewhere, with the files that it is given', async () => {
    const tls = toolTlsOf(endpoints, 'olga')!;
    const given = ['--url', endpoints.apps.operator, '--token', await tokenOf(endpoints, 'olga')];
    const certified = ['--ca', tls.caFile, '--cert', tls.certFile!, '--cert-key', tls.keyFile!];
    const ask = async (options: readonly string[]): Promise<string> => {
      let said = '';
      const write = (text: string): void => void (said += text);
      const surroundings = { home: '/nowhere', out: write, err: write, live: false, width: 100 };
      return `${await runCommandLine([...given, ...options, 'streams'], surroundings)} ${said}`;
    };
    // A part of it may be missing while the broker is slow to answer the service.
    await eventually(
      'the streams are told',
      () => ask(certified),
      (said) => /^0 [^]*register\.residents\.changes\.v1/.test(said),
    );
    expect(await ask([])).toMatch(/^1 --ca: the certificate of https:.* is signed by none of these\.$/m);
    expect(await ask(certified.slice(0, 2))).toMatch(/^1 .*token/);
    expect(await ask(certified.slice(0, 4))).toBe(
      '1 A certificate and its key are given together, or neither.\n',
    );
    expect(await ask(['--ca', '/none'])).toBe('1 --ca names no file that can be read.\n');
  });

  it('shows no secret in the environment and command line of a service, nor in a log', () => {
    const { facts, home } = stack;
    const search = new SecretSearch(home, facts.secrets);
    for (const app of appNames) {
      const { pid } = processes[app];
      const environment = environmentOf(pid);
      expect(environment).toContain('DATABASE_URL_FILE=');
      expect([app, search.count(environment), search.count(commandLineOf(pid))]).toEqual([app, 0, 0]);
      // Without TLS they stand in the environment, so the search would find them.
      const plain = JSON.stringify(appSettings(app, { ...facts, tls: undefined }));
      expect([app, search.count(plain) > 0]).toEqual([app, true]);
    }
    const logs = [...logsOf(home)];
    expect(logs.length).toBeGreaterThan(appNames.length);
    expect(logs.filter(([, text]) => search.count(text) > 0).map(([name]) => name)).toEqual([]);
  });

  describeArrows(() => stack);
});
