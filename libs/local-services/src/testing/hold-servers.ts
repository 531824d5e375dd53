/** Starts both servers below a folder, prints their process numbers as JSON, and holds on until it is killed. */
import { join } from 'node:path';
import { startKafka, startPostgres } from '../index.ts';

const [folder = ''] = process.argv.slice(2);
const [postgres, kafka] = await Promise.all([
  startPostgres({ dir: join(folder, 'postgres') }),
  startKafka({ dir: join(folder, 'kafka') }),
]);
process.stdout.write(`${JSON.stringify([postgres.pid, kafka.pid])}\n`);
setInterval(() => undefined, 60_000); // sleeps: until it is killed
