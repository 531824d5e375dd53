import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '#libs/test-kit';
import { testOperator, type TestOperator } from './testing/test-operator.ts';

const jwk = JSON.stringify({
  ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }),
  kid: 'r1',
});

let folder: string;
let file: string;
let operator: TestOperator;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'einmal-report-key-'));
  file = join(folder, 'key.json');
  writeFileSync(file, jwk, { mode: 0o600 });
  operator = await testOperator({ reportKeyFile: file });
});
afterAll(async () => {
  await operator?.stop();
  rmSync(folder, { recursive: true });
});

it('the operator is not ready while the new file of its report key cannot be used, and says which setting it is', async () => {
  const reasons = async (): Promise<string> => {
    const response = await fetch(`${operator.systemUrl}/health/ready`);
    return ((await response.json()) as { reasons?: string[] }).reasons?.join() ?? '';
  };
  await eventually('it is ready', reasons, (said) => said === '');
  writeFileSync(file, 'no key');
  const sentence =
    'REPORT_SIGNING_JWK_FILE: the new content is not used, the one before stays. It is no JSON.';
  await eventually('it says why it is not ready', reasons, (said) => said.includes(sentence));
  writeFileSync(file, jwk, { mode: 0o600 });
  await eventually('it is ready again', reasons, (said) => said === '');
});
