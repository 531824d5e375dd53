import { Problem } from '#libs/client';
import { noticeOf } from './notices.ts';

const refused = (status: number, code: string): Problem =>
  new Problem('POST /v1/x', status, { status, code });

it.each([
  [403, 'authority-not-served'],
  [409, 'resident-moved-away'],
  [409, 'resident-deceased'],
  [409, 'vehicle-deregistered'],
])('says what a register has against an act, and that nothing typed is lost: %i %s', (status, code) => {
  const notice = noticeOf(refused(status, code), 'de');
  expect(notice?.title).toBe('Das Register hat das nicht eingetragen');
  expect(notice?.text).toContain('Ihre Eingaben sind noch da');
});

it('has nothing to say of its own about a service that is away', () => {
  expect(noticeOf(refused(503, 'not-ready'), 'de')).toBeUndefined();
});
