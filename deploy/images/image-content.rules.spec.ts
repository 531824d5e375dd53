import { registerNames } from '#libs/contracts';
import { contentProblems, differences, type ImageFile, privateKey } from './image-content.rules.ts';

const aFile = (path: string, other: Partial<ImageFile> = {}): ImageFile => ({
  path,
  kind: 'file',
  mode: 0o644,
  uid: 0,
  gid: 0,
  size: 1,
  mtime: 1_700_000_000,
  sha256: 'ab',
  holdsPrivateKey: false,
  ...other,
});

const apps = ['gateway', ...registerNames, 'operator', 'procedures', 'portal'];
const programs = (app: string): ImageFile[] => [
  aFile(`/einmal/dist/apps/${app}/src/main.js`),
  aFile(`/einmal/dist/apps/${app}/src/migrate.js`),
];
const production = [
  ...['/usr/local/bin/node', '/einmal/package.json', '/einmal/LICENSE', '/einmal/sbom.cdx.json'].map((path) =>
    aFile(path),
  ),
  ...apps.flatMap(programs),
];
const demo = [...production, ...programs('identity')];

const planted: readonly (readonly [string, ImageFile])[] = [
  ['test code', aFile('/einmal/dist/apps/gateway/src/app.spec.js')],
  ['test code', aFile('/einmal/dist/apps/gateway/src/person.builder.js')],
  ['test code', aFile('/einmal/dist/libs/inbox/src/testing/receiver.js')],
  ['test code', aFile('/einmal/dist/libs/test-kit/src/index.js')],
  ['test code', aFile('/einmal/node_modules/pg/test/all.js')],
  ['test code', aFile('/einmal/node_modules/split2/test.js')],
  ['test code', aFile('/einmal/node_modules/fast-safe-stringify/test-stable.js')],
  ['test code', aFile('/einmal/node_modules/@fastify/cors/bench.js')],
  ['a source map', aFile('/einmal/dist/apps/gateway/src/main.js.map')],
  ['types or TypeScript', aFile('/einmal/node_modules/pg/index.d.ts')],
  ['types or TypeScript', aFile('/einmal/node_modules/pg/index.d.mts')],
  ['types or TypeScript', aFile('/einmal/apps/gateway/src/main.ts')],
  ['a compiler or a tool that no service needs', aFile('/einmal/node_modules/typescript/lib/tsc.js')],
  ['a compiler or a tool that no service needs', aFile('/einmal/node_modules/@typescript/x/lib/tsgo')],
  ['a compiler or a tool that no service needs', aFile('/usr/bin/gcc-12')],
  ['a compiler or a tool that no service needs', aFile('/usr/local/bin/npm', { kind: 'link' })],
  ['the source of a native addon', aFile('/einmal/node_modules/ssh2/lib/binding.gyp')],
  ['identity, which is for demonstration', aFile('/einmal/dist/apps/identity/src/main.js')],
  ['identity, which is for demonstration', aFile('/einmal/node_modules/oidc-provider/lib/index.js')],
  ['sample data', aFile('/einmal/dist/apps/gateway/data/policy.demo.json')],
  ['sample data', aFile('/einmal/dist/deploy/sample/data/people.jsonl')],
  ['sample data', aFile('/einmal/dist/forms/trade-notice.yaml')],
  ['a private key', aFile('/etc/ssl/server.pem', { holdsPrivateKey: true })],
  ['runs as another user (setuid, setgid)', aFile('/usr/bin/su', { mode: 0o4755 })],
  ['runs as another user (setuid, setgid)', aFile('/usr/bin/wall', { mode: 0o2755 })],
  ['the services could change it', aFile('/etc/hosts.allow', { mode: 0o666 })],
  ['the services could change it', aFile('/opt', { kind: 'folder', mode: 0o1777 })],
  ['the services could change it', aFile('/srv/a', { uid: 65_532 })],
  ['belongs to somebody else than root', aFile('/einmal/dist/a.js', { uid: 1000 })],
  ['belongs to somebody else than root', aFile('/einmal/dist/a.js', { mode: 0o664 })],
];

describe('the content of an image', () => {
  it('is in order with the programs of the services, and a folder or two to write to', () => {
    const usual = [
      aFile('/tmp', { kind: 'folder', mode: 0o1777 }),
      aFile('/var/lib/einmal', { kind: 'folder', mode: 0o755, uid: 65_532, gid: 65_532 }),
      aFile('/usr/bin/awk', { kind: 'link', mode: 0o777 }),
      aFile('/einmal/node_modules/jose/dist/webapi/key/import.js'),
    ];

    expect(contentProblems([...production, ...usual], 'production')).toEqual([]);
    expect(contentProblems([...demo, ...usual], 'demo')).toEqual([]);
  });

  it.each(planted)('is refused for %s', (name, file) => {
    expect(contentProblems([...production, file], 'production')).toEqual([`${file.path}: ${name}`]);
  });

  it('has identity and sample data in the image for demonstration', () => {
    const sample = aFile('/einmal/dist/deploy/sample/data/people.jsonl');

    expect(contentProblems([...demo, sample], 'demo')).toEqual([]);
  });

  it('is refused when a program is missing', () => {
    expect(contentProblems(production, 'demo')).toEqual([
      '/einmal/dist/apps/identity/src/main.js: is missing',
      '/einmal/dist/apps/identity/src/migrate.js: is missing',
    ]);
  });

  it('knows a key from the code that reads keys', () => {
    const line = '-----BEGIN EC PRIVATE KEY-----';

    expect(`${line}\n${'A'.repeat(64)}`).toMatch(privateKey);
    expect(JSON.stringify({ kty: 'OKP', d: 'x'.repeat(43) })).toMatch(privateKey);
    expect(`if (text.indexOf('${line}') !== 0) throw new TypeError();`).not.toMatch(privateKey);
  });
});

describe('two images', () => {
  it('are alike when every file has the same bytes, rights and owner, and ours the same time', () => {
    const elsewhere = aFile('/etc/hostname', { mtime: 5 });

    expect(differences([elsewhere, ...demo], [...demo, aFile('/etc/hostname')])).toEqual([]);
  });

  it.each([{ sha256: 'cd' }, { mode: 0o755 }, { uid: 1 }, { mtime: 5 }])('differ by %j', (change) => {
    const [first, second] = [aFile('/einmal/a.js'), aFile('/einmal/a.js', change)];

    expect(differences([first], [second])).toHaveLength(2);
  });

  it('differ by a file', () => {
    expect(differences([], [aFile('/a')])).toEqual(['+ /a ab 0644 0:0']);
  });
});
