import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KafkaLogin } from '#libs/kafka';
import { kafkaLogin } from '../app-settings.ts';
import { bringUpKafka, provisionStreams } from '../backing-services.ts';
import type { KafkaPrincipal } from '../event-topics.ts';
import { LocalHome } from '../local-home.ts';
import { readSecrets, type Secrets } from '../secrets.ts';

/** A Kafka of its own as the local stack has it: accounts, topics, and who may do what. */
export interface KafkaWithRights {
  readonly home: LocalHome;
  readonly secrets: Secrets;
  readonly admin: KafkaLogin;
  loginOf(principal: KafkaPrincipal): KafkaLogin;
  stop(): Promise<void>;
}

export async function startKafkaWithRights(): Promise<KafkaWithRights> {
  const folder = mkdtempSync(join(tmpdir(), 'einmal-rights-'));
  chmodSync(folder, 0o711);
  const home = new LocalHome(folder, { EINMAL_HOME: folder });
  const secrets = await readSecrets(home);
  const { admin, server } = await bringUpKafka(home, secrets, process.env, () => undefined);
  await provisionStreams(admin, secrets);
  return {
    ...{ home, secrets, admin },
    loginOf: (principal) => kafkaLogin({ kafkaAdmin: admin, secrets }, principal),
    stop: async () => {
      await server?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
