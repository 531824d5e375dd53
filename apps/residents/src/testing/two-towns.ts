import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import { register } from 'prom-client';
import { deadLetterTopic, deliveryTopic, ofEachRegister } from '#libs/contracts';
import { connectInbox } from '#libs/inbox';
import { createTopics } from '#libs/kafka';
import { RunningRegister } from '#libs/register-kit-testing';
import { createKafka, type RegisterProcess } from '#libs/service-kit';
import { eventually, testKafka } from '#libs/test-kit';
import type { CaseKind } from '../cases/case.rules.ts';
import type { CaseDto } from '../cases/case.dto.ts';
import { migrations } from '../migrations/index.ts';
import { Moves } from '../moves/moves.service.ts';
import { residentMoves } from '../moves/resident-moves.ts';
import { aRegistration } from '../registration.builder.ts';
import { aHome } from '../resident.builder.ts';
import { ResidentsModule } from '../residents.module.ts';
import { residents } from '../residents.register.ts';
import { TokenEndpoint } from './token-endpoint.ts';

const publicUrl = 'http://register.test';
const HANNOVER = 'hannover-register';
const GOETTINGEN = 'goettingen-register';

const inHannover = { ags: '03241001' };
export const inGoettingen = { ags: '03159016', postcode: '37073', place: 'Göttingen' };

/** Two processes of the register over two databases, which hear of each other by Kafka and send each other feedback. */
export class TwoTowns {
  private constructor(
    readonly hannover: RunningRegister,
    readonly goettingen: RunningRegister,
    /** Where feedback goes; tests may take a process away and bring it back. */
    readonly processes: RegisterProcess[],
    private readonly tokens: TokenEndpoint,
  ) {}

  static async start(): Promise<TwoTowns> {
    const tokens = await new TokenEndpoint().start();
    const processes: RegisterProcess[] = [];
    const keys = {
      eventPseudonymKey: randomBytes(32).toString('base64url'),
      citizenPseudonymKey: randomBytes(32).toString('base64url'),
    };
    const start = (client: string, authority: string) =>
      startTown({ client, authority, tokenUrl: tokens.url, processes, keys });
    const hannover = await start(HANNOVER, 'meldebehoerde-hannover');
    // A process has one registry of metrics, and each of the two fills it.
    register.clear();
    const goettingen = await start(GOETTINGEN, 'meldebehoerde-goettingen');
    tokens.calls(HANNOVER, () => goettingen);
    tokens.calls(GOETTINGEN, () => hannover);
    processes.push(
      { url: hannover.internalUrl, publicUrl, client: HANNOVER },
      {
        url: goettingen.internalUrl,
        publicUrl,
        client: GOETTINGEN,
        authorities: ['meldebehoerde-goettingen'],
      },
    );
    return new TwoTowns(hannover, goettingen, processes, tokens);
  }

  /** Of a home since 2019, unless overrides say otherwise. */
  registerInHannover(idnr: string, overrides: object = {}): Promise<Registered> {
    return registered(this.hannover, { idnr, effectiveOn: '2019-08-01', ...overrides });
  }

  moveToGoettingen(idnr: string, overrides: object = {}): Promise<Registered> {
    return registered(this.goettingen, {
      idnr,
      effectiveOn: '2026-02-01',
      addresses: [aHome(inGoettingen)],
      formerHome: inHannover,
      ...overrides,
    });
  }

  closed(id: string): Promise<Record<string, unknown>> {
    const isClosed = ({ closedOn }: Record<string, unknown>): boolean => closedOn !== null;
    return eventually('the former record is closed', () => read(this.hannover, id), isClosed);
  }

  awaitsNothing(id: string): Promise<Record<string, unknown>> {
    const isThere = ({ feedbackFrom }: Record<string, unknown>): boolean => feedbackFrom === null;
    return eventually('the feedback is there', () => read(this.goettingen, id), isThere);
  }

  async stop(): Promise<void> {
    await Promise.all([this.hannover.stop(), this.goettingen.stop()]);
    await this.tokens.stop();
  }
}

interface Town {
  readonly client: string;
  readonly authority: string;
  readonly tokenUrl: string;
  readonly processes: readonly RegisterProcess[];
  readonly keys: { readonly eventPseudonymKey: string; readonly citizenPseudonymKey: string };
}

async function startTown(town: Town): Promise<RunningRegister> {
  const { client: clientId, authority, tokenUrl, processes, keys } = town;
  const brokers = await testKafka();
  const group = `residents.moves.${randomBytes(6).toString('hex')}`;
  const own = [deliveryTopic(group), deadLetterTopic(group)].map((topic) => ({ topic, partitions: 2 }));
  await createTopics(brokers, [{ topic: residents.topic }, ...own]);
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const clientJwk = JSON.stringify({ ...(await exportJWK(privateKey)), alg: 'ES256' });
  const registers = { ...ofEachRegister(() => []), residents: processes };
  return RunningRegister.start({
    name: 'residents',
    scope: 'residents:officer',
    authority,
    migrations,
    kafkaBrokers: brokers.split(','),
    module: (config) =>
      ResidentsModule.for({
        ...config,
        register: Object.assign({}, config.register, keys),
        client: { clientId, clientJwk, tokenUrl },
        moves: { movesGroup: group, registers },
      }),
    configure: (app, readiness, liveness) =>
      connectInbox(
        app,
        { readiness, liveness },
        {
          ...residentMoves,
          group,
          kafka: createKafka({ kafkaBrokers: brokers.split(',') }, clientId),
          concerned: app.get(Moves).concerned,
        },
      ),
  });
}

type Registered = Record<string, unknown> & { readonly id: string };

export async function registered(register: RunningRegister, overrides: object): Promise<Registered> {
  const { status, body } = await register.post('/v1/residents', aRegistration(overrides));
  if (status !== 201) throw new Error(`not registered: ${body.code}`);
  return body;
}

export const read = async (register: RunningRegister, id: string): Promise<Record<string, unknown>> =>
  (await register.get(`/v1/residents/${id}`)).body;

export async function caseOf(register: RunningRegister, id: string, kind: CaseKind): Promise<CaseDto> {
  const found = await eventually(
    `a case ${kind}`,
    async () => (await casesOf(register, id)).filter((each) => each.kind === kind),
    (cases) => cases.length > 0,
  );
  return found[0]!;
}

export async function casesOf(register: RunningRegister, residentId: string): Promise<readonly CaseDto[]> {
  const { body } = await register.get('/v1/cases?limit=100');
  return (body['cases'] as CaseDto[]).filter((each) => each.residentId === residentId);
}
