import { JSON_DEPTH_LIMIT, jsonOf } from './json-bytes.rules.ts';
import { EncodingInvalid, JsonMalformed, JsonTooDeep, MemberRepeated } from './request.errors.ts';

const nested = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth);
const read = (text: string) => jsonOf(Buffer.from(text));

describe('JSON from outside', () => {
  it('may be nested up to the limit, whatever brackets its texts hold', () => {
    expect(() => read(nested('[', ']', JSON_DEPTH_LIMIT))).not.toThrow();
    expect(read(JSON.stringify({ a: '['.repeat(500), b: `\\"${'{'.repeat(500)}` }))).toHaveProperty('b');
    expect(() => read(`[${'[],{},'.repeat(500)}1]`)).not.toThrow();
  });

  it.each([
    ['lists', nested('[', ']', JSON_DEPTH_LIMIT + 1)],
    ['objects', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
    ['lists that never end', '['.repeat(60_000)],
    ['lists behind a text that ends with a backslash', `["\\\\",${nested('[', ']', 1_300)}]`],
  ])('is refused before it is built when %s lie too deep', (_name, text) => {
    expect(() => read(text)).toThrow(JsonTooDeep);
  });

  it.each([
    ['Latin-1', Buffer.from('{"a":"Müller"}', 'latin1')],
    ['UTF-16 with a mark', Buffer.from('\ufeff{"a":1}', 'utf16le')],
    ['a surrogate in bytes', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ['an overlong form', Buffer.from([0x22, 0xc0, 0xaf, 0x22])],
  ])('is refused in %s', (_name, bytes) => {
    expect(() => jsonOf(bytes)).toThrow(EncodingInvalid);
  });

  it('may begin with one byte order mark', () => {
    expect(read('\ufeff{"a":1}')).toEqual({ a: 1 });
    expect(() => read('\ufeff\ufeff{"a":1}')).toThrow(JsonMalformed);
    expect(() => read('{"a":1}\ufeff')).toThrow(JsonMalformed);
  });

  it.each([
    ['a lock and none', '{"locks":[{"kind":"INFORMATION"}],"locks":[]}'],
    ['an inner member', '{"a":[{"b":1,"b":2}]}'],
    ['two spellings of a name', '{"a":1,"\\u0061":2}'],
    ['the empty name', '{"":1,"":1}'],
  ])('names no member twice: %s', (_name, text) => {
    expect(() => read(text)).toThrow(MemberRepeated);
  });

  it('may hold one name in several objects, and colons in texts', () => {
    const value = { a: { a: ':' }, b: [{ a: '":"' }, {}, [], null], ':': ':' };
    expect(read(JSON.stringify(value))).toEqual(value);
  });

  it('reaches no prototype, however the member is spelled and wherever it lies', () => {
    for (const name of ['__proto__', '\\u005f_proto__', '__pr\\u006fto__']) {
      expect(() => read(`{"a":[{"${name}":{"b":1}}]}`)).toThrow(JsonMalformed);
    }
    expect(read('{"a":"__proto__"}')).toEqual({ a: '__proto__' });
  });
});
