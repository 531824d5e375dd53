import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { findKafka, formatNode, launchNode, newClusterId, untilNodeReady } from './kafka-node.ts';
import { kafkaSettings } from './kafka-settings.ts';
import type { KafkaServer } from './start-kafka.ts';

const NODES = [1, 2, 3] as const;

export interface KafkaCluster {
  readonly bootstrapServers: string;
  /** By node id, from 1. */
  readonly nodes: readonly KafkaServer[];
  stop(): Promise<void>;
}

/**
 * Starts three KRaft nodes on the loopback interface, each broker and controller, with three replicas of which two must be
 * in sync; returns when each knows all. For tests of what happens when one of them dies.
 * @param dir must be empty
 */
export async function startKafkaCluster(dir: string): Promise<KafkaCluster> {
  const program = await findKafka(process.env, () => undefined);
  const clusterId = newClusterId();
  const ports = await Promise.all(
    NODES.map(async () => ({ broker: await freePort(), controller: await freePort() })),
  );
  const controllers = ports.map(({ controller }) => controller);
  const nodes = await Promise.all(
    ports.map(async (own, index) => {
      const home = join(dir, `node-${index + 1}`);
      mkdirSync(home, { recursive: true });
      const settingsFile = join(home, 'server.properties');
      const place = { nodeId: index + 1, controllers };
      writeFileSync(settingsFile, kafkaSettings(own, join(home, 'data'), place));
      await formatNode(program, home, settingsFile, clusterId);
      const server = launchNode(program, home, settingsFile, false);
      return { ...server, port: own.broker, bootstrapServers: `127.0.0.1:${own.broker}` };
    }),
  );
  const stop = async (): Promise<void> => void (await Promise.all(nodes.map((node) => node.stop())));
  try {
    await Promise.all(
      nodes.map((node) => untilNodeReady({ server: node, port: node.port, dir, brokers: NODES.length })),
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return { bootstrapServers: nodes.map((node) => node.bootstrapServers).join(','), nodes, stop };
}
