import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testPostgres } from '#libs/test-kit';

it('has a server and waits for ever', async () => {
  await testPostgres();
  writeFileSync(join(process.env['BEGUN'] ?? '', `worker-${process.env['JEST_WORKER_ID']}`), '');
  await new Promise(() => undefined);
});
