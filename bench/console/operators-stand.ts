import { FakeGroup } from '../../apps/operator/src/testing/consumer-group.ts';
import { sendJson } from '../../deploy/local/http-json.ts';
import { IsolatedStack } from '../../deploy/local/isolated-stack.ts';
import { tokenOf } from '../../deploy/local/token-of.ts';
import { PortalVisitor } from '../../test/portal-visitor.ts';
import type { Operator } from '#libs/client';
import { registerNames } from '#libs/contracts';
import type { ManagedProcess } from '#libs/local-services';
import { eventually } from '#libs/test-kit';
import { asking, type Contender } from '../web/loads.ts';
import type { Visit } from '../web/first-visits.ts';
import { KEPT_APART } from './changes-seen.ts';
import { LiveStreams } from './live-streams.ts';
import { OpenConsole } from './open-console.ts';

/** What the operator service asks runs, too: its answers, and their absence, are part of what a picture costs. */
const apps = ['identity', ...registerNames, 'operator', 'portal-console'] as const;
/** Of the gateway, which does not run; the operator service may read what it parks. */
const SILENT_GROUP = 'gateway.reactions';
const OPERATOR = 'olga';
const PAGE = '/de/ops';

export interface Sizes {
  readonly topics: number;
  readonly groups: number;
}

/** The console over a whole operator service, with so many topics and groups of a real Kafka, and operators signed in. */
export class OperatorsStand {
  readonly pids: Readonly<Record<string, number>>;
  private readonly cookies: string[] = [];

  private constructor(
    private readonly stack: IsolatedStack,
    running: ReadonlyMap<string, ManagedProcess>,
    readonly streams: LiveStreams,
    readonly parking: FakeGroup,
    readonly sizes: Sizes,
  ) {
    const { postgres, kafka }: Record<'postgres' | 'kafka', ManagedProcess> = stack;
    this.pids = Object.fromEntries(
      [...running, ['postgres', postgres] as const, ['kafka', kafka] as const].map(([name, { pid }]) => [
        name,
        pid,
      ]),
    );
  }

  static async start(wanted: Sizes): Promise<OperatorsStand> {
    const stack = await IsolatedStack.start(apps);
    const running = new Map<string, ManagedProcess>();
    await Promise.all(apps.map(async (app) => running.set(app, await stack.startApp(app))));
    const parking = await FakeGroup.start(stack.facts.kafkaAdmin, SILENT_GROUP);
    const there = await pictureOf(stack);
    const [topics, groups] = [wanted.topics - there.topics.length, wanted.groups - there.groups.length];
    const streams = await LiveStreams.make(stack.facts.kafkaAdmin, topics, groups);
    const all = await eventually(
      'all topics and groups are in the picture',
      () => pictureOf(stack),
      (picture) => picture.topics.length >= wanted.topics && picture.groups.length >= wanted.groups,
    );
    streams.go(KEPT_APART);
    const sizes = { topics: all.topics.length, groups: all.groups.length };
    return new OperatorsStand(stack, running, streams, parking, sizes);
  }

  async stop(): Promise<void> {
    try {
      await this.streams.stop();
      await this.parking.stop();
    } finally {
      await this.stack.stop();
    }
  }

  /** The page of a session, and what it asks for with that session's right. */
  async contenders(): Promise<{ readonly page: Contender; readonly calls: Contender }> {
    const token = await tokenOf(this.stack.endpoints, OPERATOR);
    const { operator } = this.stack.endpoints.apps;
    const authorization = `Bearer ${token}`;
    const calls = ['/v1/streams', '/v1/streams/history'].map((path) =>
      asking(operator + path, { authorization }, '{'),
    );
    return {
      page: asking(this.at(PAGE), { cookie: await this.session(0) }, this.streams.topics.at(-1)!),
      calls: async () => void (await Promise.all(calls.map((call) => call()))),
    };
  }

  /** Each of another session. */
  async openConsoles(count: number): Promise<readonly OpenConsole[]> {
    const consoles: OpenConsole[] = [];
    for (let at = 0; at < count; at++)
      consoles.push(await OpenConsole.at(this.at(`${PAGE}/events`), await this.session(at)));
    return consoles;
  }

  async visits(): Promise<readonly Visit[]> {
    const [name = '', value = ''] = (await this.session(0)).split('=', 2);
    const session = { name, value, url: this.at('') };
    const visit = (called: string, path: string) => ({ name: called, url: this.at(path), session });
    return [
      { ...visit('streams', PAGE), until: 'load' },
      { ...visit('group', `${PAGE}/group?name=${this.streams.groups[0]!.name}`), until: 'load' },
      visit('dead letters', `${PAGE}/dead-letters`),
      visit('replays', `${PAGE}/replays`),
      visit('audit', `${PAGE}/audit`),
    ];
  }

  private at(path: string): string {
    return this.stack.endpoints.apps['portal-console'] + path;
  }

  private async session(at: number): Promise<string> {
    while (this.cookies.length <= at) this.cookies.push(await this.signIn());
    return this.cookies[at]!;
  }

  /** At the demonstration's login a person is a button. */
  private async signIn(): Promise<string> {
    const visitor = new PortalVisitor();
    const page = await visitor.open(this.at(`/de/login/start?to=${encodeURIComponent(PAGE)}`));
    const action = /<form method="post" action="(\/interaction\/[^"]+)"/.exec(page.html)?.[1] ?? '';
    const { status } = await visitor.open(new URL(action, page.url).href, { login: OPERATOR });
    if (status !== 200) throw new Error(`The console answered ${status} to an operator who had signed in.`);
    return visitor.cookieOf(this.at(''));
  }
}

async function pictureOf({ endpoints }: IsolatedStack): Promise<Operator.Streams> {
  const token = await tokenOf(endpoints, OPERATOR);
  return sendJson({ method: 'GET', url: `${endpoints.apps.operator}/v1/streams`, token });
}
