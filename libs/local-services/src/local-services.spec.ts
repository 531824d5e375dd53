import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive, tryLock, withLock } from './file-lock.mjs';
import { basesBelow, freePort, isPortTaken, portNear } from './free-port.ts';
import { findJava, findMaven, javaRelease } from './java.ts';
import { kafkaSettings } from './kafka-settings.ts';
import { LocalFailure } from './local-failure.ts';
import { lastLines } from './log-tail.ts';
import { chooseKafka, choosePostgres } from './service-sources.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'einmal-unit-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the sources of the servers', () => {
  it('are started by us unless the environment names existing ones', () => {
    expect(choosePostgres({})).toEqual({ kind: 'embedded' });
    expect(chooseKafka({ KAFKA_BROKERS: '' })).toEqual({ kind: 'jars' });
    const adminUrl = 'postgres://postgres:x@db:5432/postgres';
    expect(choosePostgres({ DATABASE_URL: adminUrl })).toEqual({ kind: 'existing', adminUrl });
    const bootstrapServers = 'a:9092,b:9092';
    const admin = { username: 'admin', password: 's3cret' };
    const kafka = { KAFKA_BROKERS: bootstrapServers, KAFKA_USERNAME: 'admin', KAFKA_PASSWORD: 's3cret' };
    expect(chooseKafka(kafka)).toEqual({ kind: 'existing', admin: { bootstrapServers, ...admin } });
    expect(chooseKafka({ ...kafka, KAFKA_TLS: 'on', KAFKA_TLS_CA_FILE: 'ca.pem' })).toEqual({
      kind: 'existing',
      admin: { bootstrapServers, ...admin, tls: { caFile: 'ca.pem' } },
    });
  });

  it('refuse an address that is none, without repeating it', () => {
    expect(() => choosePostgres({ DATABASE_URL: 'mysql://root:s3cret@db' })).toThrow(
      /^(?!.*s3cret).*DATABASE_URL/,
    );
    expect(() => chooseKafka({ KAFKA_BROKERS: 'localhost' })).toThrow(LocalFailure);
    expect(() => chooseKafka({ KAFKA_BROKERS: 'localhost:1' })).toThrow('KAFKA_USERNAME');
  });
});

describe('Java', () => {
  it.each([
    ['openjdk version "17.0.15" 2025-04-15', 17],
    ['java version "1.8.0_392"', 8],
    ['openjdk version "25" 2025-09-16', 25],
    ['command not found', undefined],
  ])('reads the release from %j', (text, release) => {
    expect(javaRelease(text)).toBe(release);
  });

  it('is missed in one sentence that says what to install', () => {
    expect(() => findJava({ PATH: folder })).toThrow(
      /^Kafka needs Java, and there is none on the PATH: install .*\.$/,
    );
    expect(() => findJava({ PATH: '', JAVA_HOME: folder })).toThrow('in JAVA_HOME');
    expect(() => findMaven({ PATH: folder })).toThrow(/no working mvn on the PATH: install Maven .*\.$/);
  });

  it('is refused when it is too old', () => {
    writeFileSync(join(folder, 'java'), '#!/bin/sh\necho \'openjdk version "11.0.2"\' >&2\n', {
      mode: 0o755,
    });
    expect(() => findJava({ PATH: folder })).toThrow('Kafka needs Java 17, but the one on the PATH is 11');
  });
});

describe('kafkaSettings', () => {
  it('listens on the loopback interface only and creates no topic by accident', () => {
    const lines = kafkaSettings({ broker: 1, controller: 2 }, '/data').split('\n');
    expect(lines).toContain('listeners=PLAINTEXT://127.0.0.1:1,CONTROLLER://127.0.0.1:2');
    expect(lines).toContain('auto.create.topics.enable=false');
  });

  it('keeps every partition of a cluster on all nodes, and writes to two of three', () => {
    const place = { nodeId: 3, controllers: [7, 8, 9] };
    const lines = kafkaSettings({ broker: 1, controller: 9 }, '/data', place).split('\n');
    expect(lines).toContain('controller.quorum.voters=1@127.0.0.1:7,2@127.0.0.1:8,3@127.0.0.1:9');
    expect(lines).toContain('offsets.topic.replication.factor=3');
    expect(lines).toContain('min.insync.replicas=2');
  });
});

describe('a lock file', () => {
  it('lets one in at a time and is taken over from a process that died', async () => {
    const file = join(folder, 'lock');
    expect(tryLock(file)).toEqual({});
    expect(tryLock(file)).toEqual({ owner: process.pid });
    writeFileSync(file, '4194304');
    expect(isAlive(4194304)).toBe(false);
    const order: string[] = [];
    await Promise.all(
      ['a', 'b'].map((name) =>
        withLock(file, async () => {
          order.push(`${name} in`);
          await Promise.resolve();
          order.push(`${name} out`);
        }),
      ),
    );
    expect(order).toEqual(['a in', 'a out', 'b in', 'b out']);
    expect(existsSync(file)).toBe(false);
  });
});

describe('ports', () => {
  it('keep the wanted one when it is free and find another when it is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    expect(await isPortTaken(port)).toBe(true);
    expect(await portNear(port)).not.toBe(port);
    await new Promise((resolve) => server.close(resolve));
    expect(await portNear(port)).toBe(port);
    // It is promised now, though nobody listens yet: a start that remembers a port met one that was given it anew.
    expect(await portNear(port)).not.toBe(port);
  });

  it('are given once, with doors of their own, and never from those of outgoing connections', async () => {
    const ports: number[] = [];
    for (let n = 0; n < 300; n++) ports.push(await freePort());
    const doors = ports.flatMap((port) => [port, port + 1_000, port + 2_000]);
    expect(new Set(doors).size).toBe(doors.length);
    const range = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8');
    expect(Math.max(...doors)).toBeLessThan(Number.parseInt(range, 10));
  });

  it('are none that fetch refuses', async () => {
    await expect(fetch('http://127.0.0.1:10080')).rejects.toMatchObject({ cause: { message: 'bad port' } });
    expect(basesBelow(32_768)).not.toContain(10_080);
  });
});

describe('lastLines', () => {
  it('reads the end of a log, and nothing where there is none', () => {
    const file = join(folder, 'log');
    writeFileSync(file, Array.from({ length: 50 }, (_value, line) => `line ${line}`).join('\n'));
    expect(lastLines(file, 2)).toEqual(['line 48', 'line 49']);
    expect(lastLines(join(folder, 'none'))).toEqual([]);
    expect(readFileSync(file, 'utf8')).toContain('line 0');
  });
});
