import { RequestInvalid } from '#libs/service-kit';
import { comeBack, endWait, livesHereSince, moveAway, receiveFeedback } from './moving.rules.ts';
import { lockValues, residentOf } from './registration.rules.ts';
import { aRegistration } from './registration.builder.ts';
import type { RegisterResidentDto } from './register-resident.dto.ts';
import { aHome, aPostalAddress, aResident } from './resident.builder.ts';
import { residentSearchEntries } from './resident-search.rules.ts';
import { FeedbackNotAwaited, ResidentMovedAway, ResidentNotAway } from './resident.errors.ts';
import { moveTo } from './resident.rules.ts';

const hannover = 'meldebehoerde-hannover';
const goettingen = 'meldebehoerde-goettingen';
const inGoettingen = { ags: '03159016' };
const lock = { kind: 'INFORMATION', since: '2026-01-01', until: '2028-01-01' } as const;
const away = aResident({ closedOn: '2026-02-01', movedTo: goettingen });
const registered = (overrides: object) =>
  residentOf(aRegistration(overrides) as unknown as RegisterResidentDto, '2026-11-29');

describe('a registration', () => {
  it('waits for the feedback of the former home, if there is one in Germany', () => {
    expect(registered({}).feedbackFrom).toBeNull();
    expect(registered({ formerHome: inGoettingen }).feedbackFrom).toBe(goettingen);
  });

  it('waits also where nobody of the table is competent', () => {
    expect(registered({ formerHome: { ags: '09162000' } }).feedbackFrom).toBe('municipality:09162000');
  });

  it('is none of somebody who moves inside the municipality', () => {
    expect(() => registered({ formerHome: { ags: '03241001' } })).toThrow(RequestInvalid);
  });
});

describe('moving away', () => {
  it('ends each home and the record, and says who took over', () => {
    const { type, patch } = moveAway(goettingen, '2026-02-01')(aResident());
    expect(type).toBe('resident.moved-away.v1');
    expect(patch).toMatchObject({ closedOn: '2026-02-01', movedTo: goettingen });
    expect(patch.addresses).toEqual([{ ...aHome(), movedOutOn: '2026-02-01' }]);
  });

  it('happens once, and then no act is taken and nobody is found', () => {
    expect(() => moveAway(goettingen, '2026-03-01')(away)).toThrow(ResidentMovedAway);
    expect(() => moveTo(aPostalAddress({ houseNumber: '9' }), '2026-03-01')(away)).toThrow(ResidentMovedAway);
    expect(residentSearchEntries(away)).toEqual([]);
  });

  it('is judged by the day of the home, whatever changed later', () => {
    const origin = { version: 1, effectiveOn: '2026-01-01', recordedAt: '2026-01-01T00:00:00.000Z' };
    const origins = { '*': origin, familyName: { ...origin, effectiveOn: '2026-05-01' } };
    expect(livesHereSince({ origins })).toBe('2026-01-01');
  });
});

describe('coming back', () => {
  it('opens the record again and waits for the feedback of the home of before', () => {
    const { type, patch } = comeBack(aPostalAddress(), inGoettingen, '2026-06-01')(away);
    expect(type).toBe('resident.registered.v1');
    expect(patch).toMatchObject({ closedOn: null, movedTo: null, feedbackFrom: goettingen });
    expect(patch.addresses?.[0]).toMatchObject({ movedInOn: '2026-06-01', residenceType: 'SOLE' });
  });

  it('waits for nobody where the person comes from abroad', () => {
    expect(comeBack(aPostalAddress(), null, '2026-06-01')(away).patch.feedbackFrom).toBeNull();
  });

  it('is refused for whoever lives here', () => {
    expect(() => comeBack(aPostalAddress(), null, '2026-06-01')(aResident())).toThrow(ResidentNotAway);
  });
});

describe('the feedback', () => {
  const waiting = aResident({ feedbackFrom: hannover });

  it('ends the wait where there are no locks', () => {
    expect(receiveFeedback([])(waiting).patch).toEqual({ feedbackFrom: null });
  });

  it('brings the locks, which hold beside those that are there, and leaves the end to an officer', () => {
    const own = { kind: 'TRANSMISSION', since: '2026-02-01' } as const;
    const { patch } = receiveFeedback([lock, own])(
      aResident({ feedbackFrom: hannover, ...lockValues([own]) }),
    );
    expect(patch).toEqual(lockValues([own, lock]));
    expect(endWait(waiting).patch).toEqual({ feedbackFrom: null });
  });

  it('is refused where none is awaited', () => {
    expect(() => endWait(aResident())).toThrow(FeedbackNotAwaited);
  });
});
