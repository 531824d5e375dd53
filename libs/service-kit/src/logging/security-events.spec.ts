import { errorCodes } from '#libs/contracts';
import { eventOfCode, logPseudonym, securityEvents } from './security-events.ts';

it('every refusal that is a security event has one of the list, and says its code', () => {
  for (const [code, event] of Object.entries(eventOfCode)) {
    expect(errorCodes).toContain(code);
    expect(securityEvents[event].fields).toContain('code');
  }
});

it('a person has one pseudonym in a process, and it is not what the token says', () => {
  expect(logPseudonym('hanna')).toBe(logPseudonym('hanna'));
  expect(logPseudonym('hanna')).not.toBe(logPseudonym('olga'));
  expect(logPseudonym('hanna')).toMatch(/^[\w-]{16}$/);
});
