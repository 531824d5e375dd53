import { clusterOf, type Kafka } from '#libs/kafka';
import { eventually } from '#libs/test-kit';

/** Single requests as kafkajs sends them: what the broker answers to one, without what a client does about it. */
interface Broker {
  fetch(request: object): Promise<unknown>;
  produce(request: object): Promise<unknown>;
  findGroupCoordinator(request: object): Promise<unknown>;
  joinGroup(request: object): Promise<{ readonly memberId: string }>;
  leaveGroup(request: object): Promise<unknown>;
  offsetFetch(request: object): Promise<unknown>;
  initProducerId(request: object): Promise<unknown>;
}

const COORDINATOR = { group: 0, transaction: 1 } as const;

/** Tries one act of one principal at a time, on a cluster of one broker. */
export class KafkaProbe {
  private constructor(
    private readonly broker: Broker,
    readonly close: () => Promise<void>,
  ) {}

  static async of(kafka: Kafka): Promise<KafkaProbe> {
    const cluster = clusterOf<Broker>(kafka);
    await cluster.connect();
    await cluster.refreshMetadata();
    return new KafkaProbe(await cluster.findControllerBroker(), () => cluster.disconnect());
  }

  write(topic: string): Promise<boolean> {
    const partitions = [{ partition: 0, firstSequence: 0, messages: [{ key: 'k', value: '{}' }] }];
    return this.isLet(() => this.broker.produce({ topicData: [{ topic, partitions }], acks: -1 }));
  }

  read(topic: string): Promise<boolean> {
    const partitions = [{ partition: 0, fetchOffset: 0, maxBytes: 1_024 }];
    return this.isLet(() => this.broker.fetch({ maxWaitTime: 1, topics: [{ topic, partitions }] }));
  }

  join(groupId: string): Promise<boolean> {
    return this.isLet(async () => {
      await this.broker.findGroupCoordinator({ groupId, coordinatorType: COORDINATOR.group });
      const { memberId } = await this.broker.joinGroup({
        groupId,
        sessionTimeout: 30_000,
        rebalanceTimeout: 30_000,
        groupProtocols: [{ name: 'probe', metadata: Buffer.alloc(0) }],
      });
      await this.broker.leaveGroup({ groupId, memberId, members: [{ memberId }] });
    });
  }

  /** The positions of a group, which tell where it stands and no event. */
  look(groupId: string): Promise<boolean> {
    return this.isLet(() => this.broker.offsetFetch({ groupId, topics: [] }));
  }

  begin(transactionalId: string): Promise<boolean> {
    return this.isLet(async () => {
      const coordinatorType = COORDINATOR.transaction;
      await this.broker.findGroupCoordinator({ groupId: transactionalId, coordinatorType });
      await this.broker.initProducerId({ transactionalId, transactionTimeout: 5_000 });
    });
  }

  /** False where rights are missing. A fresh broker needs some tries until it knows who leads and who coordinates. */
  private async isLet(act: () => Promise<unknown>): Promise<boolean> {
    const attempt = async (): Promise<'let' | 'refused'> => {
      try {
        await act();
        return 'let';
      } catch (error) {
        const { type = '' } = error as { readonly type?: string };
        if (type.endsWith('_AUTHORIZATION_FAILED')) return 'refused';
        throw error;
      }
    };
    return (await eventually('the broker lets or refuses', attempt)) === 'let';
  }
}
