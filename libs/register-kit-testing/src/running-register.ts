import { randomBytes } from 'node:crypto';
import type { DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { MigrationInterface } from 'typeorm';
import {
  ANSWERED_TYP,
  type Permit,
  RECALL_TYP,
  type Recall,
  REPORT_TYP,
  type RegisterName,
  type Scope,
  type ValueReport,
} from '#libs/contracts';
import type { RegisterBlocks } from '#libs/register-kit';
import { internalUrlOf, serve, type ServeOptions, SYSTEM_PORT_DISTANCE } from '#libs/service-kit';
import {
  databaseConfig,
  freePort,
  testDatabase,
  type TestDatabase,
  type TokenContent,
  TokenIssuer,
} from '#libs/test-kit';
import { type Answer, readAnswer } from './answer.ts';
import { PermitGateway } from './permit-gateway.ts';

export interface RunningOptions {
  readonly name: RegisterName;
  readonly scope: Scope;
  /** The one that the officer acts for. */
  readonly authority: string;
  readonly module: (config: RegisterBlocks) => DynamicModule;
  readonly migrations: readonly (new () => MigrationInterface)[];
  readonly kafkaBrokers: readonly string[];
  /** As in `serve`: what the deployed app connects beside its module. */
  readonly configure?: ServeOptions['configure'];
}

/** A register as it is deployed, on a port of its own, with an officer who holds its scope. */
export class RunningRegister {
  private constructor(
    readonly url: string,
    readonly systemUrl: string,
    readonly database: TestDatabase,
    readonly app: NestFastifyApplication,
    private readonly issuer: TokenIssuer,
    private readonly gateway: PermitGateway,
    readonly scope: Scope,
    readonly authority: string,
  ) {}

  static async start(options: RunningOptions): Promise<RunningRegister> {
    const { name, migrations, module, scope, authority } = options;
    const issuer = new TokenIssuer();
    const [database] = await Promise.all([testDatabase({ app: name, migrations }), issuer.start()]);
    const gateway = await PermitGateway.create('http://gateway.test', name);
    // Chosen, as proofs name the internal door, which stands above it.
    const port = await freePort();
    const http = { host: '127.0.0.1', port, publicUrl: audience };
    const log = { logLevel: 'silent' };
    const config: RegisterBlocks = {
      http,
      log,
      database: databaseConfig(database.appUrl),
      kafka: { kafkaBrokers: [...options.kafkaBrokers] },
      token: { issuerUrl: issuer.url, jwksUrl: issuer.url, tokenBinding: 'loopback-optional' },
      register: {
        permitJwks: gateway.jwks,
        permitIssuer: gateway.issuer,
        eventPseudonymKey: randomBytes(32).toString('base64url'),
        citizenPseudonymKey: randomBytes(32).toString('base64url'),
        registerAuthority: 'Authority of the contract',
      },
    };
    const described = { name, title: name, description: name };
    const connected = options.configure ? { configure: options.configure } : {};
    const app = await serve({ ...described, module: module(config), http, log, ...connected });
    const systemUrl = `http://127.0.0.1:${port + SYSTEM_PORT_DISTANCE}`;
    const url = await app.getUrl();
    return new RunningRegister(url, systemUrl, database, app, issuer, gateway, scope, authority);
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.issuer.stop();
    await this.database.drop();
  }

  /** The same process, asked by an officer of another authority. */
  as(authority: string): RunningRegister {
    const { url, systemUrl, database, app, issuer, gateway, scope } = this;
    return new RunningRegister(url, systemUrl, database, app, issuer, gateway, scope, authority);
  }

  /** An `Authorization` header of the officer, or of somebody else, who has logged in at a desk. */
  authorization(
    scope: string = this.scope,
    person = 'officer-of-the-contract',
    desk = 'desk-of-the-contract',
  ): Promise<Record<string, string>> {
    return this.tokenOf({ sub: person, client_id: desk, scope, acr: 'high' });
  }

  /** Of a client that acts by itself; it holds the officers' scope unless claims say otherwise. */
  machine(client: string, claims: object = {}): Promise<Record<string, string>> {
    return this.tokenOf({ sub: client, client_id: client, scope: this.scope, ...claims });
  }

  /** Of whatever content. */
  async tokenOf(content: TokenContent): Promise<Record<string, string>> {
    const whole = { authority: this.authority, ...content };
    return { authorization: `Bearer ${await this.issuer.token(audience, whole)}` };
  }

  get internalUrl(): string {
    return internalUrlOf(this.app);
  }

  get issuerUrl(): string {
    return this.issuer.url;
  }

  async get(path: string): Promise<Answer> {
    return readAnswer(await fetch(this.url + path, { headers: await this.authorization() }));
  }

  async post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const json = { 'content-type': 'application/json', ...(await this.authorization()), ...headers };
    const door = path.startsWith('/internal/') ? this.internalUrl : this.url;
    return readAnswer(
      await fetch(door + path, { method: 'POST', headers: json, body: JSON.stringify(body) }),
    );
  }

  /** Asks as the gateway does. */
  async disclose(permits: readonly Permit[]): Promise<Answer> {
    return this.ask('/internal/v1/disclosures', await this.gateway.sign(this.gateway.batch(permits)));
  }

  /** Asks what came of earlier permits. */
  answered(decisionIds: readonly string[]): Promise<Answer> {
    return this.say('/internal/v1/disclosures/answered', ANSWERED_TYP, { decisionIds });
  }

  /** Asks for what an earlier decision released, for the person. */
  recall(recall: Recall): Promise<Answer> {
    return this.say('/internal/v1/disclosures/recalled', RECALL_TYP, { recall });
  }

  /** Hands over what a person says is wrong. */
  report(report: ValueReport): Promise<Answer> {
    return this.say('/internal/v1/reports', REPORT_TYP, { report });
  }

  async say(path: string, typ: string, said: object): Promise<Answer> {
    const { permits: _, ...envelope } = this.gateway.batch([]);
    return this.ask(path, await this.gateway.sign({ ...envelope, ...said }, { header: { typ } }));
  }

  private async ask(path: string, jws: string): Promise<Answer> {
    const headers = { 'content-type': 'application/jose' };
    return readAnswer(await fetch(this.internalUrl + path, { method: 'POST', headers, body: jws }));
  }

  /** Sends NDJSON and returns the messages of the report. */
  async import(
    lines: string | Uint8Array<ArrayBuffer>,
    query = '',
  ): Promise<{ readonly status: number; readonly report: readonly Message[] }> {
    const headers = { 'content-type': 'application/x-ndjson', ...(await this.authorization()) };
    const init = { method: 'POST', headers, body: lines };
    const response = await fetch(`${this.url}/v1/imports${query}`, init);
    const text = await response.text();
    const report = text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Message);
    return { status: response.status, report };
  }
}

export interface Message {
  readonly error?: {
    readonly line: number;
    readonly code: string;
    readonly pointer: string;
    readonly detail: string;
  };
  readonly progress?: Readonly<Record<string, number>>;
  readonly summary?: Readonly<Record<string, number>>;
  readonly code?: string;
}

const audience = 'http://register.test';
