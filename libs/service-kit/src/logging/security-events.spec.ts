import { Logger } from '@nestjs/common';
import { errorCodes } from '#libs/contracts';
import { JsonLogger } from './json-logger.ts';
import {
  eventOfCode,
  logPseudonym,
  type SecurityEvent,
  securityEvents,
  tellSecurityEvent,
} from './security-events.ts';

const lines: Record<string, unknown>[] = [];
const write = (line: string): void => void lines.push(JSON.parse(line) as Record<string, unknown>);
beforeEach(() => {
  lines.length = 0;
  Logger.overrideLogger(new JsonLogger('gateway', 'info', { write }));
});
afterAll(() => Logger.overrideLogger(false));

it('every refusal that is a security event has one of the list, and says its code', () => {
  for (const [code, event] of Object.entries(eventOfCode)) {
    expect(errorCodes).toContain(code);
    expect(securityEvents[event].fields).toContain('code');
  }
});

it.each(Object.entries(securityEvents))(
  'a line of %s shows all fields that the list has of it',
  (name, { fields }) => {
    const shown = Object.fromEntries(fields.map((field) => [field, `the ${field}`]));
    tellSecurityEvent(name as SecurityEvent, { msg: 'x', ...shown });
    expect(lines).toMatchObject([{ event: name, context: 'Security', ...shown }]);
  },
);

it('is written whatever the level of the log, which keeps other lines back', () => {
  Logger.overrideLogger(new JsonLogger('gateway', 'silent', { write }));
  new Logger('Access').error('unheard');
  tellSecurityEvent('operator-step', { msg: 'x' });
  tellSecurityEvent('key-unusable', { msg: 'x' });
  expect(lines).toMatchObject([
    { event: 'operator-step', level: 30 },
    { event: 'key-unusable', level: 50 },
  ]);
});

it('each line says by which start of a process it was written, whoever logs in it', () => {
  tellSecurityEvent('policy-changed', { msg: 'x' });
  Logger.overrideLogger(new JsonLogger('gateway', 'info', { write }));
  tellSecurityEvent('policy-changed', { msg: 'x' });
  const { instance } = lines[0]!;
  expect(instance).toMatch(/^[0-9a-f]{12}$/);
  expect(lines[1]).toMatchObject({ instance });
});

it('a person has one pseudonym in a process, and it is not what the token says', () => {
  expect(logPseudonym('hanna')).toBe(logPseudonym('hanna'));
  expect(logPseudonym('hanna')).not.toBe(logPseudonym('olga'));
  expect(logPseudonym('hanna')).toMatch(/^[\w-]{16}$/);
});
