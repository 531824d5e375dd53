import { readFileSync } from 'node:fs';
import { ValidateBy, type ValidationArguments } from 'class-validator';
import { variableOf } from './variable-of.ts';

type Other = (config: Record<string, unknown>, value: unknown) => boolean;

const judge = (name: string, validate: Other, message: string): PropertyDecorator =>
  ValidateBy({
    name,
    validator: {
      validate: (value: unknown, args?: ValidationArguments) =>
        validate((args?.object ?? {}) as Record<string, unknown>, value),
      defaultMessage: () => message,
    },
  });

/** What goes there crosses no network. */
const loopback = /^(localhost|127(\.\d{1,3}){3}):\d+$/;

export const IsTlsMode = (): PropertyDecorator =>
  judge(
    'isTlsMode',
    ({ kafkaBrokers }, value) =>
      value === 'on' || value === 'off' || (value === undefined && areLocal(kafkaBrokers)),
    'is "on" or "off", and has to be stated unless every broker is on this machine',
  );

const areLocal = (brokers: unknown): boolean =>
  !Array.isArray(brokers) || brokers.every((broker) => loopback.test(String(broker)));

/** A certificate that nothing looks at would make believe that there is one. */
export const NeedsTls = (): PropertyDecorator =>
  judge(
    'needsTls',
    ({ kafkaTls }, value) => value === undefined || kafkaTls === 'on',
    'is of no use unless KAFKA_TLS is "on"',
  );

/** Half a pair would connect as nobody. */
export const IsSetTogetherWith = (other: string): PropertyDecorator =>
  judge(
    'isSetTogetherWith',
    (config, value) => (value === undefined) === (config[other] === undefined),
    `is set together with ${variableOf(other)}`,
  );

/** Read when the service starts: a path that is wrong must not wait for the first connection to be found. */
export const IsPemFile = (label: 'CERTIFICATE' | 'PRIVATE KEY'): PropertyDecorator =>
  judge(
    'isPemFile',
    (_config, value) => value === undefined || (typeof value === 'string' && holds(value, label)),
    `is the path of a readable PEM file with a ${label.toLowerCase()}`,
  );

function holds(file: string, label: string): boolean {
  try {
    return new RegExp(`-----BEGIN [A-Z ]*${label}-----`).test(readFileSync(file, 'utf8'));
  } catch {
    return false;
  }
}
