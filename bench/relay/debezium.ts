import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort, startManaged, type ManagedProcess } from '#libs/local-services';
import type { ConnectJars } from './connect-jars.ts';
import { runSql, type Lane } from './relay-stand.ts';

const readyWithinMs = 90_000;

/** Kafka Connect standalone with Debezium's PostgreSQL connector and its outbox event router. */
export class Debezium {
  readonly process: ManagedProcess;
  private readonly url: string;

  private constructor(process: ManagedProcess, url: string) {
    this.process = process;
    this.url = url;
  }

  static async start(jars: ConnectJars, folder: string, lane: Lane): Promise<Debezium> {
    await runSql(
      lane.adminUrl,
      'create publication bench for table outbox with (publish_via_partition_root = true)',
    );
    const port = await freePort();
    const worker = join(folder, 'connect-worker.properties');
    const connector = join(folder, 'connect-outbox.properties');
    writeFileSync(worker, properties(workerSettings(jars, folder, lane, port)));
    writeFileSync(connector, properties(connectorSettings(lane)));
    const process = startManaged({
      name: 'Kafka Connect',
      command: 'java',
      args: ['-Xms256m', '-Xmx1g', '-cp', jars.classPath].concat(
        'org.apache.kafka.connect.cli.ConnectStandalone',
        worker,
        connector,
      ),
      env: globalThis.process.env,
      logFile: join(folder, 'connect.log'),
      stopSignals: ['SIGTERM'],
    });
    const debezium = new Debezium(process, `http://127.0.0.1:${port}/connectors/outbox`);
    await debezium.untilState('RUNNING');
    return debezium;
  }

  /** Ends the connector's work but keeps the JVM warm. */
  async halt(): Promise<void> {
    await this.ask('PUT', '/stop');
    await this.untilState('STOPPED');
  }

  async resume(): Promise<void> {
    await this.ask('PUT', '/resume');
    await this.untilState('RUNNING');
  }

  private async untilState(wanted: string): Promise<void> {
    const deadline = Date.now() + readyWithinMs;
    while (!this.process.hasExited() && Date.now() < deadline) {
      const status = await this.ask('GET', '/status').catch(() => undefined);
      if (status?.connector?.state === wanted && status.tasks.every((task) => task.state === wanted)) return;
      await delay(100);
    }
    throw new Error(`Debezium is not ${wanted}: ${this.process.lastLines(20).join('\n')}`);
  }

  private async ask(method: string, path: string): Promise<Status | undefined> {
    const answer = await fetch(`${this.url}${path}`, { method });
    const text = await answer.text();
    return answer.ok && text !== '' ? (JSON.parse(text) as Status) : undefined;
  }
}

interface Status {
  readonly connector?: { readonly state: string };
  readonly tasks: readonly { readonly state: string }[];
}

function workerSettings(jars: ConnectJars, folder: string, lane: Lane, port: number): Settings {
  return {
    'bootstrap.servers': lane.bootstrapServers,
    'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
    'value.converter': 'org.apache.kafka.connect.storage.StringConverter',
    'offset.storage.file.filename': join(folder, 'connect.offsets'),
    // Otherwise PostgreSQL would decode the whole log anew after each halt.
    'offset.flush.interval.ms': 1000,
    'plugin.path': jars.pluginPath,
    'plugin.discovery': 'service_load',
    listeners: `http://127.0.0.1:${port}`,
  };
}

/** Tuned for what is measured: with the defaults a lone event would wait up to half a second for its batch. */
function connectorSettings(lane: Lane): Settings {
  const { hostname, port, username, password, pathname } = new URL(lane.adminUrl);
  return {
    name: 'outbox',
    'connector.class': 'io.debezium.connector.postgresql.PostgresConnector',
    'tasks.max': 1,
    'plugin.name': 'pgoutput',
    'database.hostname': hostname,
    'database.port': port,
    'database.user': username,
    'database.password': decodeURIComponent(password),
    'database.dbname': pathname.slice(1),
    'topic.prefix': 'bench',
    'table.include.list': 'public.outbox',
    'publication.name': 'bench',
    'publication.autocreate.mode': 'disabled',
    'slot.name': 'bench',
    'snapshot.mode': 'no_data',
    'tombstones.on.delete': false,
    'poll.interval.ms': 1,
    'max.batch.size': 4096,
    'max.queue.size': 16384,
    'producer.override.batch.size': 262144,
    'producer.override.linger.ms': 1,
    transforms: 'outbox',
    'transforms.outbox.type': 'io.debezium.transforms.outbox.EventRouter',
    'transforms.outbox.table.field.event.id': 'event_id',
    'transforms.outbox.table.field.event.key': 'key',
    'transforms.outbox.table.field.event.payload': 'payload',
    'transforms.outbox.route.by.field': 'key',
    'transforms.outbox.route.topic.regex': '.*',
    'transforms.outbox.route.topic.replacement': lane.topic,
  };
}

type Settings = Readonly<Record<string, string | number | boolean>>;

const properties = (settings: Settings): string =>
  Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
