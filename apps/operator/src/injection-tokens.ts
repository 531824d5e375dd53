/** The kafkajs client of this process. */
export const KAFKA = Symbol('KAFKA');
/** All settings, an {@link OperatorSettings}. */
export const SETTINGS = Symbol('SETTINGS');
