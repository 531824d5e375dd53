// Runs inside an image, as root, from standard input: `node --input-type=module - <what to look for>`.
// Prints a JSON list of all files of its file system (ImageFile in image-content.rules.ts), leaving out what the engine mounts.
import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';

const wanted = new RegExp(process.argv[2]);
const { dev } = lstatSync('/');
const files = [];

function note(path, stat) {
  const { mode, uid, gid, size } = stat;
  const bytes = stat.isFile() ? readFileSync(path) : stat.isSymbolicLink() ? readlinkSync(path) : undefined;
  files.push({
    path,
    kind: stat.isDirectory() ? 'folder' : stat.isSymbolicLink() ? 'link' : 'file',
    mode: mode & 0o7777,
    uid,
    gid,
    size,
    mtime: Math.floor(stat.mtimeMs / 1000),
    ...(bytes !== undefined && { sha256: createHash('sha256').update(bytes).digest('hex') }),
    holdsPrivateKey: stat.isFile() && wanted.test(bytes.toString('latin1')),
  });
}

function walk(folder) {
  for (const name of readdirSync(folder)) {
    const path = `${folder === '/' ? '' : folder}/${name}`;
    const stat = lstatSync(path);
    if (stat.dev !== dev) continue;
    note(path, stat);
    if (stat.isDirectory()) walk(path);
  }
}

walk('/');
process.stdout.write(JSON.stringify(files));
