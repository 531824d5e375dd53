import { readdirSync, readFileSync } from 'node:fs';

function parentOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return 0;
  }
}

/** The process and everything below it, as Linux lists them. */
export function family(pid: number): number[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  const members = new Set([pid]);
  for (let grown = -1; grown !== members.size;) {
    grown = members.size;
    for (const each of all) if (members.has(parentOf(each))) members.add(each);
  }
  return [...members];
}
