import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import {
  type ChangeEvent,
  type ChangeEventType,
  deadLetterTopic,
  deliveryTopic,
  eventSubject,
  heldKey,
  pseudonym,
  scopes,
} from '#libs/contracts';
import { connectInbox } from '#libs/inbox';
import { createTopics, keyedProducer, type Producer } from '#libs/kafka';
import { RunningRegister } from '#libs/register-kit-testing';
import { createKafka } from '#libs/service-kit';
import { eventually, testKafka } from '#libs/test-kit';
import { migrations } from '../migrations/index.ts';
import { Reactions } from '../reactions/reactions.service.ts';
import { vehicleReactions } from '../reactions/vehicle-reactions.ts';
import { aRegistration } from '../registration.builder.ts';
import { aPersonHolder } from '../vehicle.builder.ts';
import { VehiclesModule } from '../vehicles.module.ts';
import { vehicles } from '../vehicles.register.ts';
import { anEvent } from './cases-stand.ts';
import type { CaseDto } from '../cases/case.dto.ts';
import { GatewayServer } from './gateway-server.ts';

export const answered = ({ enquiry }: CaseDto): boolean => enquiry !== 'PENDING';

/** The vehicle office as it is deployed, on topics of its own, with a gateway that does as it is told. */
export class ReactingVehicles {
  private constructor(
    readonly register: RunningRegister,
    readonly gateway: GatewayServer,
    readonly group: string,
    private readonly topics: { readonly residents: string; readonly business: string },
    private readonly keys: { readonly residents: Buffer; readonly citizen: Buffer },
    private readonly producer: Producer,
  ) {}

  static async start(): Promise<ReactingVehicles> {
    const brokers = await testKafka();
    const id = randomBytes(6).toString('hex');
    const topics = { residents: `residents.${id}`, business: `business.${id}` };
    const group = `vehicles.reactions.${id}`;
    const read = [...Object.values(topics), deliveryTopic(group)];
    const own = [...read, deadLetterTopic(group)].map((topic) => ({ topic, partitions: 2 }));
    await createTopics(brokers, [{ topic: vehicles.topic }, ...own]);
    const gateway = await new GatewayServer().start();
    const kafka = createKafka({ kafkaBrokers: brokers.split(',') }, 'reacting-vehicles');
    const residentsKey = randomBytes(32);
    let citizenKey = '';
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const clientJwk = JSON.stringify({ ...(await exportJWK(privateKey)), alg: 'ES256' });
    const register = await RunningRegister.start({
      name: vehicles.name,
      scope: scopes.vehiclesOfficer,
      authority: 'zulassung-landeshauptstadt-hannover',
      migrations,
      kafkaBrokers: brokers.split(','),
      module: (config) => {
        citizenKey = config.register.citizenPseudonymKey;
        return VehiclesModule.for({
          ...config,
          client: { clientId: 'vehicles-register', clientJwk, tokenUrl: `${gateway.url}/token` },
          reactions: {
            gatewayUrl: gateway.url,
            gatewayAudience: gateway.url,
            residentsEventKey: residentsKey.toString('base64url'),
          },
        });
      },
      configure: (app, readiness, liveness) =>
        connectInbox(
          app,
          { readiness, liveness },
          {
            ...vehicleReactions,
            group,
            topics: Object.values(topics),
            kafka,
            concerned: app.get(Reactions).concerned,
          },
        ),
    });
    const keys = { residents: residentsKey, citizen: Buffer.from(citizenKey, 'base64url') };
    const producer = keyedProducer(kafka);
    await producer.connect();
    return new ReactingVehicles(register, gateway, group, topics, keys, producer);
  }

  async stop(): Promise<void> {
    await this.producer.disconnect();
    await this.register.stop();
    await this.gateway.stop();
  }

  async registered(holder: object): Promise<string> {
    const { body } = await this.register.post('/v1/vehicles', aRegistration({ holder } as object));
    return body.id;
  }

  async cases(query = ''): Promise<readonly CaseDto[]> {
    const { body } = await this.register.get(`/v1/cases?limit=100${query}`);
    return body['cases'] as CaseDto[];
  }

  async caseOf(vehicleId: string, ready: (found: CaseDto) => boolean = () => true): Promise<CaseDto> {
    const ofVehicle = async () => (await this.cases()).filter((each) => each.vehicleId === vehicleId);
    const found = await eventually('the vehicle has such a case', ofVehicle, (all) => all.some(ready));
    return found.find(ready) as CaseDto;
  }

  /** A case about the holder of a new vehicle who moved, with its answer. */
  async movedCase(): Promise<CaseDto> {
    const holder = aPersonHolder();
    const id = await this.registered(holder);
    await this.send(this.ofResident('resident.moved.v1', holder.idnr ?? ''));
    return this.caseOf(id, answered);
  }

  async post(path: string, body: object = {}, officer?: string, desk?: string) {
    const who = await this.register.authorization(scopes.vehiclesOfficer, officer, desk);
    return this.register.post(path, body, who);
  }

  ofResident(type: ChangeEventType, idnr: string): ChangeEvent {
    const subject = eventSubject(
      heldKey(this.keys.residents),
      'residents',
      pseudonym(heldKey(this.keys.citizen), 'citizen', idnr),
    );
    return anEvent(type, subject);
  }

  send(...events: readonly ChangeEvent[]): Promise<void> {
    return this.produce(this.topics.residents, events);
  }

  sendOfCompany(event: ChangeEvent): Promise<void> {
    return this.produce(this.topics.business, [event]);
  }

  replay(event: ChangeEvent, replayid: string): Promise<void> {
    const replayed = { ...event, replayid, replayorigin: `${this.topics.residents}/0/0` };
    return this.produce(deliveryTopic(this.group), [replayed]);
  }

  private async produce(topic: string, events: readonly ChangeEvent[]): Promise<void> {
    const messages = events.map((event) => ({ key: event.subject, value: JSON.stringify(event) }));
    await this.producer.send({ topic, messages });
  }
}
