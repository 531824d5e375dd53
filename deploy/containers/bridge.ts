import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { LocalFailure } from '#libs/local-services';

/** A bridge of its own, as two engines on one machine would give out the same addresses on docker0. */
export function makeBridge(folder: string): string {
  const hash = createHash('sha256').update(folder).digest();
  const name = `einmal-${hash.toString('hex').slice(0, 6)}`;
  removeBridge(name);
  const address = `10.213.${hash.readUInt8(0)}.1/24`;
  for (const args of [
    ['link', 'add', name, 'type', 'bridge'],
    ['addr', 'add', address, 'dev', name],
    ['link', 'set', name, 'up'],
  ]) {
    const { status, stderr } = spawnSync('ip', args, { encoding: 'utf8' });
    if (status !== 0)
      throw new LocalFailure(
        `The containers cannot have a network (ip ${args.join(' ')}: ${stderr.trim()}).`,
      );
  }
  return name;
}

export function removeBridge(name: string): void {
  spawnSync('ip', ['link', 'del', name], { stdio: 'ignore' });
}
