import { Readable } from 'node:stream';
import { submissionOf } from '#libs/service-kit';
import { LINE_LIMIT_BYTES, linesOf, type SourceLine } from './imports/line-splitter.ts';
import { registerMigration } from './migrations/register.migration.ts';
import { differences, refuseBeforeLatest } from './record/record-differences.ts';
import { asRefusal, violatedConstraint } from './record/database-refusals.ts';
import { localDay } from './local-day.ts';
import type { Origins, RegisterRecord } from './record/register-record.ts';
import { defineRegister, type Register } from './record/register-definition.ts';
import { RegisterUnavailable } from './register.errors.ts';

interface Dog extends RegisterRecord {
  readonly name: string;
  readonly tags: readonly object[] | null;
}

const origin = (effectiveOn: string) => ({ version: 1, effectiveOn, recordedAt: '2026-01-01T00:00:00.000Z' });
const aDog = (overrides: Partial<Dog> = {}) => ({ name: 'Rex', tags: null, ...overrides }) as Dog;

describe('lines of an import', () => {
  const textOf = ({ number, bytes }: SourceLine) => ({ number, text: bytes?.toString() });
  const read = async (...chunks: readonly (string | Buffer)[]): Promise<SourceLine[]> => {
    const lines: SourceLine[] = [];
    for await (const some of linesOf(Readable.from(chunks.map((chunk) => Buffer.from(chunk)))))
      lines.push(...some);
    return lines;
  };

  it('are found whole wherever the chunks are cut', async () => {
    const text = '{"a":1}\r\n\n \t\n{"b":"ü"}\n{"c":3}';
    const expected = [
      { number: 1, text: '{"a":1}\r' },
      { number: 4, text: '{"b":"ü"}' },
      { number: 5, text: '{"c":3}' },
    ];
    expect((await read(text)).map(textOf)).toEqual(expected);
    const bytes = Buffer.from(text);
    for (let cut = 1; cut < bytes.length; cut += 1) {
      expect((await read(bytes.subarray(0, cut), bytes.subarray(cut))).map(textOf)).toEqual(expected);
    }
    expect((await read(...[...bytes].map((byte) => Buffer.from([byte])))).map(textOf)).toEqual(expected);
  });

  it('are left without their bytes when too long, and those after them are read', async () => {
    const lines = await read(`${'x'.repeat(LINE_LIMIT_BYTES + 1)}\n`, `${'y'.repeat(LINE_LIMIT_BYTES)}\n`);
    expect(lines.map(({ number, bytes }) => [number, bytes?.length])).toEqual([
      [1, undefined],
      [2, LINE_LIMIT_BYTES],
    ]);
  });

  it('leave out the last one when the sender breaks off', async () => {
    const broken = new Readable({ read: () => undefined });
    broken.push('{"a":1}\n{"torn"');
    setImmediate(() => broken.destroy(new Error('reset')));
    const lines: SourceLine[] = [];
    for await (const some of linesOf(broken)) lines.push(...some);
    expect(lines.map(textOf)).toEqual([{ number: 1, text: '{"a":1}' }]);
  });
});

describe('a submission', () => {
  it('has one fingerprint for one content, whatever the order of members', () => {
    const one = submissionOf(undefined, 'POST /v1/dogs', { name: 'Rex', tag: { a: 1, b: [2, 3] } });
    expect(submissionOf(undefined, 'POST /v1/dogs', { tag: { b: [2, 3], a: 1 }, name: 'Rex' })).toEqual(one);
    expect(submissionOf(undefined, 'POST /v1/dogs', { tag: { b: [3, 2], a: 1 }, name: 'Rex' })).not.toEqual(
      one,
    );
    expect(submissionOf(undefined, 'POST /v1/cats', { name: 'Rex', tag: { a: 1, b: [2, 3] } })).not.toEqual(
      one,
    );
  });

  it.each(['', 'a b', 'ä', 'x'.repeat(129), ['a', 'b']])('refuses the malformed key number %#', (key) => {
    expect(() => submissionOf(key, 'POST /v1/dogs', {})).toThrow('Idempotency-Key');
  });
});

describe('differences', () => {
  it('are what JSON can tell apart', () => {
    const record = aDog({ tags: [{ a: 1, b: null }] });
    expect(differences(record, { name: 'Rex', tags: [{ b: null, a: 1 }] })).toEqual({});
    expect(differences(aDog(), { tags: undefined as never })).toEqual({});
    expect(differences(record, { name: 'Rex', tags: null })).toEqual({ tags: null });
  });

  it('may not reach back behind the latest change of the same property', () => {
    const origins: Origins = { '*': origin('2026-01-01'), name: origin('2026-03-01') };
    expect(() => refuseBeforeLatest(origins, ['name'], '2026-02-28')).toThrow('before the latest change');
    expect(() => refuseBeforeLatest(origins, ['name'], '2026-03-01')).not.toThrow();
    expect(() => refuseBeforeLatest(origins, ['tags'], '2026-02-28')).not.toThrow();
    expect(() => refuseBeforeLatest(origins, ['tags'], '2025-12-31')).toThrow('before the latest change');
  });
});

describe('an error of the database', () => {
  it('is a refusal when the database is away or too slow', () => {
    for (const error of [{ code: '57014' }, { code: 'ECONNREFUSED' }, { driverError: { code: '08006' } }]) {
      expect(asRefusal(error)).toBeInstanceOf(RegisterUnavailable);
    }
    expect(asRefusal(new Error('timeout exceeded when trying to connect'))).toBeInstanceOf(
      RegisterUnavailable,
    );
  });

  it('stays a fault otherwise, and names the unique constraint', () => {
    const error = { driverError: { code: '23505', constraint: 'dogs_name' } };
    expect(asRefusal(error)).toBe(error);
    const unstorable = { driverError: { code: '22P05' } };
    expect(asRefusal(unstorable)).toBe(unstorable);
    expect(violatedConstraint(error)).toBe('dogs_name');
    expect(violatedConstraint({ code: '23514', constraint: 'dogs_check' })).toBeUndefined();
  });
});

describe('a register', () => {
  const fields = (...paths: readonly string[]) =>
    Object.fromEntries(
      paths.map((path) => [path, { title: path, privacyClass: 'P0', from: ['name'], read: () => '' }]),
    );
  const define = (...paths: readonly string[]) =>
    defineRegister({ name: 'business', fields: fields(...paths) } as unknown as Register<Dog>);

  it('has only leaf paths in its catalogue', () => {
    expect(() => define('name', 'tag.first', 'tag.second')).not.toThrow();
    expect(() => define('tag', 'tag.first')).toThrow('parent');
    expect(() => define('tag.__proto__')).toThrow('not a field path');
  });

  it('has plain names for its tables and its role', () => {
    const tables = { record: 'dog', table: 'dogs', appRole: 'dogs_app' };
    expect(() => registerMigration(tables)).not.toThrow();
    expect(() => registerMigration({ ...tables, appRole: 'public; drop table dogs' })).toThrow(TypeError);
  });
});

it('a day of the law is a local day', () => {
  expect(localDay(new Date('2026-06-30T22:30:00Z'))).toBe('2026-07-01');
  expect(localDay(new Date('2026-12-31T22:30:00Z'))).toBe('2026-12-31');
});
