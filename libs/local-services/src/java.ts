import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { LocalFailure } from './local-failure.ts';

const oldestJava = 17;
const remedy = `install a JDK ${oldestJava} or newer (Debian: apt-get install openjdk-17-jdk-headless maven), or point KAFKA_BROKERS at an Apache Kafka of your own.`;

/** The feature release in what `java -version` prints: 8 for "1.8.0_392", 17 for "17.0.15", nothing for other text. */
export function javaRelease(versionText: string): number | undefined {
  const match = /version "(?:1\.)?(\d+)/.exec(versionText);
  return match?.[1] === undefined ? undefined : Number(match[1]);
}

/** The `java` command to use, from JAVA_HOME or the PATH. */
export function findJava(env: NodeJS.ProcessEnv): string {
  const home = env['JAVA_HOME'];
  const command = home ? join(home, 'bin', 'java') : 'java';
  const { error, stderr, stdout } = spawnSync(command, ['-version'], { env, encoding: 'utf8' });
  const place = home ? `in JAVA_HOME (${home})` : 'on the PATH';
  if (error) throw new LocalFailure(`Kafka needs Java, and there is none ${place}: ${remedy}`);
  const release = javaRelease(`${stderr}${stdout}`);
  if (release === undefined || release < oldestJava) {
    throw new LocalFailure(
      `Kafka needs Java ${oldestJava}, but the one ${place} is ${release ?? 'unknown'}: ${remedy}`,
    );
  }
  return command;
}

/** The `mvn` command; needed once, to fetch Kafka's jars. */
export function findMaven(env: NodeJS.ProcessEnv): string {
  const command = process.platform === 'win32' ? 'mvn.cmd' : 'mvn';
  const { error, status } = spawnSync(command, ['-v'], {
    env,
    stdio: 'ignore',
    shell: process.platform === 'win32',
  });
  if (error || status !== 0) {
    throw new LocalFailure(
      `Kafka's jars are fetched with Maven once, and there is no working mvn on the PATH: install Maven (Debian: apt-get install maven), or point KAFKA_BROKERS at an Apache Kafka of your own.`,
    );
  }
  return command;
}
