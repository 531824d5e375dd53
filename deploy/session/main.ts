import { describeFailure } from '#libs/local-services';
import { IsolatedStack } from '../local/isolated-stack.ts';
import { playSession } from './session.ts';

const screen = {
  isTerminal: process.stdout.isTTY,
  write: (text: string): void => void process.stdout.write(text),
};

let stack: IsolatedStack | undefined;
let ending: Promise<void> | undefined;
const end = (): Promise<void> => (ending ??= stack?.stop() ?? Promise.resolve());

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void end().finally(() => process.exit(1)));
}

try {
  screen.write('Starting PostgreSQL, Kafka, identity and the operator service …\n');
  stack = await IsolatedStack.start(['identity', 'operator'], {}, process.argv.includes('--secure'));
  await playSession(stack, screen);
} catch (error) {
  process.exitCode = 1;
  if (ending === undefined) screen.write(`\n${describeFailure(error)}\n`);
} finally {
  await end();
}
