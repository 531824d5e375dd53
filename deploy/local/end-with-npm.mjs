import { readFileSync } from 'node:fs';

const pollMs = 1_000;
const shells = ['sh', 'dash', 'bash', 'zsh'];

/** Name and parent of a process, as Linux tells them; elsewhere nothing is known. */
function look(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const end = stat.lastIndexOf(')');
    return {
      name: stat.slice(stat.indexOf('(') + 1, end),
      parent: Number(stat.slice(end + 2).split(' ')[1]),
    };
  } catch {
    return {};
  }
}

/** Our parent, and npm behind it when that is the shell which npm starts for a script. */
function npmLine() {
  const { name, parent } = look(process.ppid);
  return shells.includes(name) ? `${process.ppid} ${parent}` : `${process.ppid}`;
}

/** npm passes signals on to its script, but cannot when it is itself killed: then we have been handed to another parent. */
export function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return;
  const line = npmLine();
  const watch = setInterval(() => {
    if (npmLine() === line) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, pollMs);
  watch.unref();
}
