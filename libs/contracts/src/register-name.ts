/** The authority registers of the exchange. */
export const registerNames = ['residents', 'vehicles', 'business'] as const;
export type RegisterName = (typeof registerNames)[number];

/** Something of every register, by its name. */
export const ofEachRegister = <V>(make: (register: RegisterName) => V): Readonly<Record<RegisterName, V>> =>
  Object.fromEntries(registerNames.map((register) => [register, make(register)])) as Record<RegisterName, V>;

/** Kafka topic that carries a register's change events. */
export const changeTopic = (register: RegisterName): string => `register.${register}.changes.v1`;

/** CloudEvents source of a register's change events. */
export const registerSource = (register: RegisterName): string => `urn:einmal:register:${register}`;

/** Partitions of every change topic; a subject's events share one, so they keep their order. */
export const CHANGE_TOPIC_PARTITIONS = 12;
