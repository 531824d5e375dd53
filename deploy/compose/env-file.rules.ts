import { LogConfig, nearlyKnown, readConfig, StartRefused, TracingConfig } from '#libs/service-kit';
import { appNames, portVariable } from '../description/app-names.ts';
import { envExample, tracingChoices } from './env-example.ts';
import { internalPort, systemPort } from './places.ts';

/** All that may be chosen. */
const choices = [...envExample().matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', usual = '']) => ({
  name,
  usual,
}));

/** Inside its container each app listens on the port that is published, and on these, which are not. */
const otherDoors = new Map(
  appNames.map((app) => [
    portVariable(app),
    new Map([
      [`${systemPort(app)}`, 'metrics'],
      [`${internalPort(app)}`, 'internal door'],
    ]),
  ]),
);

/**
 * What is wrong with an .env, one sentence each and without values that may be secret.
 * @param env of a container that was given the whole file; names far from every choice are somebody else's
 */
export function envFaults(env: NodeJS.ProcessEnv): readonly string[] {
  const nearly = nearlyKnown(
    choices.map(({ name }) => name),
    env,
  );
  return [
    ...nearly.map(({ variable, reason }) => `${variable}: ${reason}`),
    ...portFaults(env),
    ...toldFaults(env),
    ...untoldFaults(env),
  ];
}

function portFaults(env: NodeJS.ProcessEnv): readonly string[] {
  const ports = choices
    .filter(({ name }) => name.endsWith('_PORT'))
    .map(({ name, usual }) => ({ name, port: env[name] || usual }));
  return ports.flatMap(({ name, port }, index) => {
    const isPort = /^[1-9]\d{0,4}$/.test(port) && Number(port) <= 65_535;
    if (!isPort) return [`${name}: is no port number: write one between 1 and 65535`];
    const door = otherDoors.get(name)?.get(port);
    if (door !== undefined)
      return [`${name}: is the port of the service's ${door} inside its container; choose another one`];
    const first = ports.slice(0, index).find((other) => other.port === port);
    return first === undefined ? [] : [`${name}: is the same port as ${first.name}; choose another one`];
  });
}

/** Of what is told of the work: log and traces. */
function toldFaults(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    const told = Object.fromEntries(['LOG_LEVEL', ...tracingChoices].map((name) => [name, env[name]]));
    readConfig({ log: LogConfig, tracing: TracingConfig }, told);
    return [];
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error;
    return error.message
      .split('\n')
      .slice(1)
      .map((line) => line.trim());
  }
}

/** Of OpenTelemetry, what would be believed to be in force. */
const untoldFaults = (env: NodeJS.ProcessEnv): readonly string[] =>
  Object.keys(env)
    .filter((name) => name.startsWith('OTEL_') && env[name] && !tracingChoices.includes(name))
    .map(
      (name) => `${name}: is handed to no service; leave it out, and keep to ${tracingChoices.join(', ')}`,
    );
