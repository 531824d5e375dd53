import { PLAIN, SCRAM } from '#libs/kafka';

/** The two accounts that a broker is made with; every other one is added by the administrator. */
export interface KafkaAccounts {
  /** Password of the nodes, by which they know one another. */
  readonly broker: string;
  /** Password of who makes topics, accounts and access lists. */
  readonly admin: string;
  /**
   * Passwords of those who may also sign in by PLAIN. librdkafka before 2.6.1, the kcat of most distributions, repeats its
   * nonce in SCRAM, which Kafka refuses since CVE-2024-56128.
   */
  readonly plain?: Readonly<Record<string, string>>;
}

export const BROKER_USER = 'broker';
export const ADMIN_USER = 'admin';

/** Scram credentials come with the data, because nobody could sign in to add the first ones. */
export function scramArguments({ broker, admin }: KafkaAccounts): readonly string[] {
  return [
    [BROKER_USER, broker],
    [ADMIN_USER, admin],
  ].flatMap(([name, password]) => ['--add-scram', `${SCRAM}=[name=${name},password=${password}]`]);
}

const jaas = (module: string, options: Readonly<Record<string, string>>): string =>
  `org.apache.kafka.common.security.${module} required ${Object.entries(options)
    .map(([name, value]) => `${name}="${value}"`)
    .join(' ')};`;

const usersOf = (passwords: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(passwords).map(([name, password]) => [`user_${name}`, password]));

/**
 * `server.properties` of a node that believes nobody: all listeners ask for a password, and what no access list allows
 * is refused. Between the nodes' controllers the password is plain (loopback), because scram credentials are in the very
 * log that controllers must agree on first.
 */
export function accessSettings(
  { broker: password, plain }: KafkaAccounts,
  protocol: 'SASL_PLAINTEXT' | 'SASL_SSL' = 'SASL_PLAINTEXT',
): Readonly<Record<string, string>> {
  const node = { username: BROKER_USER, password };
  const listener = `listener.name.${protocol.toLowerCase()}`;
  return {
    'listener.security.protocol.map': `${protocol}:${protocol},CONTROLLER:${protocol}`,
    'inter.broker.listener.name': protocol,
    'sasl.mechanism.inter.broker.protocol': SCRAM,
    'sasl.mechanism.controller.protocol': PLAIN,
    [`${listener}.sasl.enabled.mechanisms`]: plain ? `${SCRAM},${PLAIN}` : SCRAM,
    ...(plain && {
      [`${listener}.plain.sasl.jaas.config`]: jaas('plain.PlainLoginModule', usersOf(plain)),
    }),
    [`${listener}.scram-sha-512.sasl.jaas.config`]: jaas('scram.ScramLoginModule', node),
    'listener.name.controller.sasl.enabled.mechanisms': PLAIN,
    'listener.name.controller.plain.sasl.jaas.config': jaas('plain.PlainLoginModule', {
      ...node,
      ...usersOf({ [BROKER_USER]: password }),
    }),
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'allow.everyone.if.no.acl.found': 'false',
    'super.users': `User:${BROKER_USER};User:${ADMIN_USER}`,
  };
}
