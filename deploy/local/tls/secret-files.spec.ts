import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalHome } from '../local-home.ts';
import { changedSecrets, inFiles } from './secret-files.ts';

describe('secrets in files', () => {
  let folder: string;
  let home: LocalHome;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'einmal-secrets-'));
    home = new LocalHome(folder, { EINMAL_HOME: folder });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const file = (): string => home.path('secrets', 'gateway', 'KEY');
  const content = (): string => readFileSync(file(), 'utf8');
  const start = (value: string) => inFiles(home, 'gateway', { KEY: value, PORT: '1' }, ['KEY']);

  it('stand for the settings, readable by their owner alone, and follow what a start derives', () => {
    expect(start('one')).toEqual({ KEY_FILE: file(), PORT: '1' });
    expect([content(), statSync(file()).mode & 0o777]).toEqual(['one', 0o600]);
    start('two');
    expect([content(), changedSecrets(home)]).toEqual(['two', []]);
  });

  it('that somebody rotated stay, whatever a start derives, and are told', () => {
    start('one');
    writeFileSync(file(), '2:rotated,1:one');
    for (const derived of ['one', 'two', 'one']) start(derived);
    expect([content(), changedSecrets(home)]).toEqual(['2:rotated,1:one', [file()]]);
  });

  it('are made anew where none is, and are a start’s own again where they are what it derives', () => {
    start('one');
    writeFileSync(file(), 'rotated');
    rmSync(file());
    start('one');
    expect([content(), changedSecrets(home)]).toEqual(['one', []]);
    writeFileSync(file(), 'two');
    start('two');
    expect(changedSecrets(home)).toEqual([]);
    start('three');
    expect(content()).toBe('three');
  });

  it('of a home that is older than this are the start’s', () => {
    start('one');
    rmSync(home.path('secrets', 'gateway', 'written.json'));
    start('two');
    expect(content()).toBe('two');
  });
});
