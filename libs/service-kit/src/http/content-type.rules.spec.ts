import { mediaTypeOf } from './content-type.rules.ts';

describe('the media type of a header', () => {
  it.each([
    'application/json',
    'Application/JSON',
    ' application/json ',
    '\tapplication/json\t',
    'application/json;charset=utf-8',
    'application/json ; Charset="UTF-8"',
    'application/json\t;\tcharset=UTF-8;',
    'application/json; profile="a, b"',
  ])('is application/json in %j', (value) => {
    expect(mediaTypeOf(value)).toBe('application/json');
  });

  it.each([
    '',
    'json',
    'application/',
    'application /json',
    'application/json, application/x-ndjson',
    'application/json charset=utf-8',
    'application/json;charset',
    'application/json;charset=iso-8859-1',
    'application/json;charset=utf-8;charset=utf-16',
    'application/json;charset="utf-8',
    'application/json\u000b',
    'application/json\u00a0',
  ])('is none in %j', (value) => {
    expect(mediaTypeOf(value)).toBeUndefined();
  });
});
