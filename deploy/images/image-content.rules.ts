import { registerNames } from '#libs/contracts';

/** One file of an image, as `list-files.mjs` finds it there. */
export interface ImageFile {
  /** From the root of the image, for instance `/einmal/package.json`. */
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'link';
  /** Permission bits with setuid, setgid and sticky. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes of a file. */
  readonly size: number;
  /** Seconds since 1970. */
  readonly mtime: number;
  /** Of a file's bytes, of a link's target; in hexadecimal. Folders have none. */
  readonly sha256?: string;
  /** Whether `privateKey` is in it. */
  readonly holdsPrivateKey: boolean;
}

export type ImageKind = 'production' | 'demo';

/** Who the services are, in every image. */
export const SERVICE_UID = 65_532;

/** A key in PEM, not merely the line that begins one, which code that reads keys holds; or a private key as a JWK. */
export const privateKey =
  /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{40}|"d"\s*:\s*"[A-Za-z0-9_-]{43,}"/;

/** Where the services write: the system's folders for what is temporary, and the operator's replays. */
const writableFolders = ['/tmp', '/var/tmp', '/run/lock', '/var/lib/einmal'];

const tools =
  /\/(tsc|tsserver|npm|npx|corepack|yarn|pnpm|node-gyp|gcc|g\+\+|cc|c\+\+|cpp|clang|ld|as|make|cmake|python3?|git|curl|wget)(-\d[\w.]*)?$/;

type Rule = readonly [name: string, isBroken: (file: ImageFile, kind: ImageKind) => boolean];

const below = (folder: string, path: string): boolean => path === folder || path.startsWith(`${folder}/`);
const isOurs = ({ path }: ImageFile): boolean => below('/einmal', path);

function isWritable({ kind, mode, uid, gid }: ImageFile): boolean {
  if (kind === 'link') return false;
  return (
    (mode & 0o002) !== 0 ||
    (uid === SERVICE_UID && (mode & 0o200) !== 0) ||
    (gid === SERVICE_UID && (mode & 0o020) !== 0)
  );
}

/** Ours, and that of packages, which have folders for it. */
const testCode =
  /^\/einmal\/dist\/.*\.builder\.js$|\.(spec|test|test-d|bench)\.[cm]?js$|\/node_modules\/(@[^/]+\/)?[^/]+\/(test|bench|benchmark)(-\w+)?\.[cm]?js$|\/(testing|tests?|__tests__|benchmarks?)(\/|$)|\/dist\/libs\/(test-kit|[^/]+-testing)(\/|$)/;

/** It tries itself with keys that everybody knows. */
const holdsKnownKeys = /\/libgnutls\.so[.\d]*$/;

const rules: readonly Rule[] = [
  ['test code', (file) => isOurs(file) && testCode.test(file.path)],
  ['a source map', ({ path }) => path.endsWith('.map')],
  ['types or TypeScript', (file) => isOurs(file) && /\.([cm]?tsx?|tsbuildinfo|flow)$/.test(file.path)],
  [
    'a compiler or a tool that no service needs',
    ({ path, kind }) =>
      /\/node_modules\/(@?typescript|@swc|node-gyp|npm|jest|prettier|oxlint)(\/|$)/.test(path) ||
      (kind !== 'folder' && /\/s?bin\//.test(path) && tools.test(path)),
  ],
  ['the source of a native addon', (file) => isOurs(file) && /\.(gyp|gypi|cc|cpp|c|h)$/.test(file.path)],
  ['identity, which is for demonstration', (file, kind) => kind === 'production' && isOfIdentity(file)],
  ['sample data', (file, kind) => kind === 'production' && isSample(file)],
  ['a private key', ({ path, holdsPrivateKey }) => holdsPrivateKey && !holdsKnownKeys.test(path)],
  ['runs as another user (setuid, setgid)', ({ kind, mode }) => kind === 'file' && (mode & 0o6000) !== 0],
  [
    'the services could change it',
    (file) => isWritable(file) && !(file.kind === 'folder' && writableFolders.includes(file.path)),
  ],
  [
    'belongs to somebody else than root',
    (file) =>
      isOurs(file) && (file.uid !== 0 || file.gid !== 0 || (file.mode & 0o022) !== 0) && file.kind !== 'link',
  ],
];

function isOfIdentity({ path }: ImageFile): boolean {
  return /\/dist\/apps\/identity(\/|$)|\/node_modules\/oidc-provider(\/|$)/.test(path);
}

function isSample({ path }: ImageFile): boolean {
  return /\/dist\/(deploy\/sample|forms)(\/|$)|\.(demo|example)\.json$/.test(path);
}

/** What must be there: an image without them would keep every rule above. */
const needed = (kind: ImageKind): readonly string[] => [
  '/usr/local/bin/node',
  '/einmal/package.json',
  '/einmal/LICENSE',
  '/einmal/sbom.cdx.json',
  ...[
    'gateway',
    ...registerNames,
    'operator',
    'procedures',
    'portal',
    ...(kind === 'demo' ? ['identity'] : []),
  ].flatMap((app) => [`/einmal/dist/apps/${app}/src/main.js`, `/einmal/dist/apps/${app}/src/migrate.js`]),
];

/** What an image of this kind must not hold, or lacks; a line for each file and rule. */
export function contentProblems(files: readonly ImageFile[], kind: ImageKind): readonly string[] {
  const present = new Set(files.map(({ path }) => path));
  return [
    ...needed(kind)
      .filter((path) => !present.has(path))
      .map((path) => `${path}: is missing`),
    ...files.flatMap((file) =>
      rules.filter(([, isBroken]) => isBroken(file, kind)).map(([name]) => `${file.path}: ${name}`),
    ),
  ];
}

/** One line a file, in order: path, hash, mode, owner and, of files of ours, the time of their last change. */
export function manifest(files: readonly ImageFile[]): readonly string[] {
  const line = (file: ImageFile): string => {
    const { path, kind, sha256 = '-', mode, uid, gid, mtime } = file;
    const changed = isOurs(file) && kind === 'file' ? ` ${mtime}` : '';
    return `${path} ${sha256} ${mode.toString(8).padStart(4, '0')} ${uid}:${gid}${changed}`;
  };
  return files.map(line).toSorted();
}

/** What two images of one commit do not have in common: `-` only the first, `+` only the second. */
export function differences(first: readonly ImageFile[], second: readonly ImageFile[]): readonly string[] {
  const [one, other] = [manifest(first), manifest(second)];
  const [inOne, inOther] = [new Set(one), new Set(other)];
  return [
    ...one.filter((line) => !inOther.has(line)).map((line) => `- ${line}`),
    ...other.filter((line) => !inOne.has(line)).map((line) => `+ ${line}`),
  ];
}
