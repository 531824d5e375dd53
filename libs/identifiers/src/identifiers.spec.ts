import fc from 'fast-check';
import { counties, municipalityNames, postcodeAreas } from './area-data.ts';
import { isHistoricAgs, successorOfAgs, successorOfCounty } from './area-history.ts';
import { parseAgs } from './ags.ts';
import { parseDay, parsePartialDate } from './day.ts';
import { dateOf, parseInstant } from './instant.ts';
import { euidOf, normaliseEuid, parseEuid } from './euid.ts';
import { anIdnr, anyText } from './identifier.builder.ts';
import { identifierKinds, normaliseIdentifier, parseIdentifier } from './identifier-kind.ts';
import { idnrFromBody, parseIdnr } from './idnr.ts';
import { normalisePlate } from './plate.ts';
import { problemCodeOf } from './problem-code.ts';
import { normaliseRegisterNumber, parseRegisterNumber } from './register-number.ts';
import { normaliseVin } from './vin.ts';
import { normaliseWidnr } from './widnr.ts';

const valueOf = <T>(parsed: { readonly ok: boolean; readonly value?: T }): T | undefined => parsed.value;

describe.each(identifierKinds)('%s', (kind) => {
  it('parses any text without throwing', () => {
    fc.assert(fc.property(anyText, (text) => typeof parseIdentifier(kind, text).ok === 'boolean'));
  });

  it('normalises to a text that normalises to itself', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = normaliseIdentifier(kind, text);
        expect(normaliseIdentifier(kind, once)).toBe(once);
      }),
    );
  });

  it('answers a hostile text of a megabyte at once', () => {
    const started = process.cpuUsage();
    for (const text of [' ', '1', 'A', '-', 'H-', 'HRB 1'].map((part) =>
      part.repeat(1_000_000 / part.length),
    )) {
      parseIdentifier(kind, normaliseIdentifier(kind, text));
    }
    // Of this process alone, whatever else the machine does.
    expect(process.cpuUsage(started).user / 1_000).toBeLessThan(2_000);
  });
});

describe('normalising', () => {
  it.each([
    [normaliseWidnr('de 136695976 – 00001'), 'DE136695976-00001'],
    [normaliseWidnr('DE13669597600001'), 'DE136695976-00001'],
    [normaliseVin('wvwzzz 1kzaw-000001'), 'WVWZZZ1KZAW000001'],
    [normaliseRegisterNumber(' gnr  12 '), 'GnR 12'],
    [normaliseRegisterNumber('HRB1234ki'), 'HRB 1234 KI'],
    [normaliseEuid('dex1517r.hrb 1234 ki'), 'DEX1517R.HRB1234KI'],
    [normaliseRegisterNumber('VR 1234 Mo\u0308'), 'VR 1234 MÖ'],
    [normaliseEuid('dep2305.vr1234mö'), 'DEP2305.VR1234MÖ'],
    [normalisePlate('go\u0308 ab 123 e'), 'GÖ-AB 123E'],
    [normalisePlate('H - AB123'), 'H-AB 123'],
    [normalisePlate('hab 123'), 'HAB 123'],
  ])('brings %s to its canonical spelling', (normalised, expected) => expect(normalised).toBe(expected));
});

describe('an IDNr', () => {
  it('is completed only from ten digits that keep the repetition rules', () => {
    expect(idnrFromBody('0123456781')).toBe('01234567812');
    expect(['0123456789', '0111123456', '012345678', 'abcdefghij'].map(idnrFromBody)).toEqual(
      Array(4).fill(undefined),
    );
  });

  it('of the test range is refused unless test numbers are on', () => {
    fc.assert(
      fc.property(anIdnr, (idnr) => {
        expect(parseIdnr(idnr, { testNumbers: true }).ok).toBe(true);
        expect(parseIdnr(idnr).ok).toBe(!idnr.startsWith('0'));
      }),
    );
  });
});

describe('a register number', () => {
  it('makes an EUID together with its court and is found in it again', () => {
    const euid = valueOf(euidOf('P2305', 'HRB 1234 KI'));
    expect(euid).toEqual({
      text: 'DEP2305.HRB1234KI',
      courtCode: 'P2305',
      section: 'HRB',
      number: 1234,
      placeMark: 'KI',
    });
    expect(valueOf(parseEuid(euid?.text ?? ''))).toEqual(euid);
    expect(valueOf(parseRegisterNumber('GsR 7'))).toEqual({ text: 'GsR 7', section: 'GsR', number: 7 });
  });

  it('may bear the mark of a former court with an umlaut', () => {
    const euid = valueOf(euidOf('P2305', 'VR 1234 MÖ'));
    expect(euid).toMatchObject({ text: 'DEP2305.VR1234MÖ', placeMark: 'MÖ' });
    expect(valueOf(parseEuid(euid?.text ?? ''))).toEqual(euid);
  });

  it('makes no EUID with an unknown court or a malformed number', () => {
    expect(euidOf('P2612', 'HRB 1')).toMatchObject({ ok: false, code: 'UNKNOWN_COURT' });
    expect(euidOf('P2305', 'HRB1')).toMatchObject({ ok: false, code: 'FORMAT' });
  });
});

describe('area data', () => {
  it('knows 45 counties and, for every postcode, a municipality that exists today', () => {
    expect(counties().size).toBe(45);
    const unknown = postcodeAreas().filter(
      ({ ags }) => !parseAgs(ags).ok || !counties().has(ags.slice(0, 5)),
    );
    expect(unknown).toEqual([]);
    expect(new Set(postcodeAreas().map(({ ags }) => ags)).size).toBe(941);
  });

  it('leads from historic keys to existing ones', () => {
    const successors = [...municipalityNames().keys(), '03152012', '03201000'].filter(isHistoricAgs);
    for (const key of successors) expect(parseAgs(successorOfAgs(key) ?? '').ok).toBe(true);
    for (const key of ['03152', '03156', '03201', '03253'])
      expect(counties().has(successorOfCounty(key) ?? '')).toBe(true);
  });
});

describe('a day', () => {
  it.each(['2024-02-29', '2000-02-29', '2026-12-31'])('%s is in the calendar', (text) =>
    expect(parseDay(text).ok).toBe(true),
  );
  it.each(['2025-02-29', '1900-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '0000-01-01', '0226-01-01'])(
    '%s is not in the calendar',
    (text) => expect(parseDay(text)).toMatchObject({ ok: false, code: 'RANGE' }),
  );
  it('agrees with the calendar of the language', () => {
    const day = fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(fc.property(day, (date) => parseDay(date.toISOString().slice(0, 10)).ok));
  });
  it('may have unknown parts only from the right', () => {
    for (const text of ['1998-00-00', '1998-05-00', '0000-00-00', '1998-05-31'])
      expect(parsePartialDate(text).ok).toBe(true);
    for (const text of ['1998-00-05', '0000-05-00', '0000-05-05', '1998-13-00', '1998-02-30']) {
      expect(parsePartialDate(text)).toMatchObject({ ok: false, code: 'RANGE' });
    }
  });
});

describe('an instant', () => {
  it.each([
    '2026-11-30T10:00:00Z',
    '2024-02-29T23:59:59.999999+14:00',
    '2026-11-30T10:00:00-12:00',
    '2026-11-30T10:00:00-00:00',
  ])('%s exists', (text) => expect(parseInstant(text).ok).toBe(true));
  it.each([
    '2026-11-31T10:00:00Z',
    '2025-02-29T10:00:00Z',
    '0026-11-30T10:00:00Z',
    '9999-12-31T23:59:59-05:00',
  ])('%s does not exist', (text) => expect(parseInstant(text)).toMatchObject({ ok: false, code: 'RANGE' }));
  it.each([
    '2026',
    '2026-W05',
    '2026-W01-1T00:00:00Z',
    '2026-11-30',
    '2026-11-30T10:00Z',
    '2026-11-30T10:00:00',
    '2026-11-30 10:00:00Z',
    '2026-11-30t10:00:00z',
    '2026-11-30T24:00:00Z',
    '2026-11-30T10:00:60Z',
    '2026-11-30T10:00:00.Z',
    '2026-11-30T10:00:00.1234567Z',
    '2026-11-30T10:00:00+15:00',
    '2026-11-30T10:00:00+0100',
    '2026-11-30T10:00:00Z\n',
    '20261130T100000Z',
  ])('%j is not written as one', (text) =>
    expect(parseInstant(text)).toMatchObject({ ok: false, code: 'FORMAT' }),
  );
  it('never rolls over: day and time read back are those written', () => {
    const two = (least: number, most: number) =>
      fc.integer({ min: least, max: most }).map((n) => String(n).padStart(2, '0'));
    const year = fc.integer({ min: 1000, max: 9998 });
    const written = fc.tuple(year, two(0, 13), two(0, 32), two(0, 24), two(0, 60), two(0, 60));
    fc.assert(
      fc.property(written, ([y, month, day, hour, minute, second]) => {
        const read = parseInstant(`${y}-${month}-${day}T${hour}:${minute}:${second}Z`);
        const text = `${y}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
        return !read.ok || dateOf(read.value).toISOString() === text;
      }),
    );
  });
});

describe('problem codes', () => {
  it('tell typing errors, wrong check digits and unknown values apart', () => {
    expect(problemCodeOf('CHECK_DIGIT')).toBe('check-digit-wrong');
    expect(problemCodeOf('HISTORIC_KEY')).toBe('identifier-unknown');
    expect(problemCodeOf('UNKNOWN_COURT')).toBe('identifier-unknown');
    expect(problemCodeOf('LEADING_ZERO')).toBe('identifier-malformed');
  });
});
