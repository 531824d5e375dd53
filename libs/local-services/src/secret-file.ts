import { chmodSync, writeFileSync } from 'node:fs';

/** Only its owner may read it, also when it was there before with another mode. */
export function writeSecret(file: string, text: string): void {
  writeFileSync(file, '', { mode: 0o600 });
  chmodSync(file, 0o600);
  writeFileSync(file, text);
}
