import { eventually } from '#libs/test-kit';
import { type Alike, FewAlike } from './few-alike.ts';

let told: (Alike & { readonly times: number })[];
const fewAlike = (minuteMs?: number): FewAlike =>
  new FewAlike((alike, times) => void told.push({ ...alike, times }), minuteMs);
const allowed = (few: FewAlike, alike: Alike, times: number): number =>
  Array.from({ length: times }, () => few.allows(alike)).filter(Boolean).length;
beforeEach(() => void (told = []));

describe('of lines that are alike', () => {
  const refused = { event: 'token-refused', reason: 'malformed' };

  it('ten a minute are written, and the others told by their number', () => {
    const few = fewAlike();
    expect(allowed(few, refused, 25)).toBe(10);
    few.endMinute();
    expect(told).toEqual([{ ...refused, times: 15 }]);
    expect(allowed(few, refused, 10)).toBe(10);
    few.endMinute();
    expect(told).toHaveLength(1);
  });

  it('those of another event, reason, code, client or authority are others', () => {
    const few = fewAlike();
    allowed(few, refused, 25);
    const others = [
      { event: 'permit-refused', reason: 'malformed' },
      { ...refused, reason: 'signature' },
      { event: 'limit-reached', code: 'quota-exceeded', client: 'a' },
      { event: 'limit-reached', code: 'quota-exceeded', client: 'b' },
      { event: 'limit-reached', code: 'quota-exceeded', client: 'b', authority: 'c' },
      { event: 'limit-reached', code: 'person-asked-too-often', client: 'b' },
    ];
    for (const each of others) expect(allowed(few, each, 10)).toBe(10);
  });

  it('a minute ends by itself', async () => {
    allowed(fewAlike(1), refused, 11);
    await eventually(
      'the line of the minute',
      () => told,
      (lines) => lines.length === 1,
    );
  });

  it('no more kinds are kept than a thousand, and of the others all are told as one', () => {
    const few = fewAlike();
    const of = (n: number): Alike => ({ event: 'limit-reached', code: 'quota-exceeded', client: `c${n}` });
    const written = Array.from({ length: 5_000 }, (_, n) => few.allows(of(n))).filter(Boolean).length;
    expect(written).toBe(1_010);
    few.endMinute();
    expect(told).toEqual([{ event: 'limit-reached', times: 3_990 }]);
  });
});
