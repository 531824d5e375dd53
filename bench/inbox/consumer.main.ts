/**
 * One consumer as a process of its own, so that its CPU time can be told apart. Argument: settings as JSON. Tells twenty times
 * a second how far it is.
 */
import { kafkaClient } from '#libs/kafka';
import type { ConsumerSettings } from './consume.ts';
import { consumeByInbox, finishedByInbox } from './our-consumer.ts';
import { consumePlainly } from './plain-consumer.ts';

const TELL_MS = 50;

const settings = JSON.parse(process.argv[2] ?? '') as ConsumerSettings;
const kafka = kafkaClient(settings.brokers, settings.kind);
let finished = 0;
const count = settings.kind === 'inbox' ? finishedByInbox : () => finished;
if (settings.kind === 'inbox') await consumeByInbox(kafka, settings);
else await consumePlainly(kafka, settings, () => (finished += 1));
/** Whoever measures has gone, or has enough. */
const end = (isOver: unknown): void => void (isOver !== null && process.exit(0));
async function tell(): Promise<void> {
  process.send?.(await count(), end);
}
setInterval(() => void tell(), TELL_MS);
process.once('disconnect', () => end(true));
