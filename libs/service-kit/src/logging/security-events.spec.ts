import { Logger } from '@nestjs/common';
import { register } from 'prom-client';
import { errorCodes } from '#libs/contracts';
import { JsonLogger } from './json-logger.ts';
import {
  eventOfCode,
  logPseudonym,
  type SecurityEvent,
  securityEvents,
  tellHeldBack,
  tellSecurityEvent,
} from './security-events.ts';

const lines: Record<string, unknown>[] = [];
const write = (line: string): void => void lines.push(JSON.parse(line) as Record<string, unknown>);
beforeEach(() => {
  tellHeldBack();
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

it('of lines that are alike ten a minute are written, then one with their number; all are counted', async () => {
  const counted = async (): Promise<number | undefined> => {
    const { values } = (await register.getSingleMetric('einmal_security_events_total')!.get()) as {
      readonly values: readonly { readonly value: number; readonly labels: { readonly event?: string } }[];
    };
    return values.find(({ labels }) => labels.event === 'limit-reached')?.value;
  };
  const before = (await counted())!;
  const alike = { code: 'quota-exceeded', client: 'parking', authority: 'hannover' };
  for (let n = 0; n < 25; n++) tellSecurityEvent('limit-reached', { msg: 'x', ...alike, who: `w${n}` });
  expect(lines).toHaveLength(10);
  tellHeldBack();
  expect(lines[10]).toMatchObject({ event: 'limit-reached', level: 40, ...alike, times: 15 });
  expect(lines[10]).not.toHaveProperty('who');
  expect(await counted()).toBe(before + 25);
});

it('what nobody can bring about by asking is always written', () => {
  for (let n = 0; n < 25; n++) tellSecurityEvent('operator-step', { msg: 'x', action: 'a.b', client: 'c' });
  expect(lines).toHaveLength(25);
});

it('a person has one pseudonym in a process, and it is not what the token says', () => {
  expect(logPseudonym('hanna')).toBe(logPseudonym('hanna'));
  expect(logPseudonym('hanna')).not.toBe(logPseudonym('olga'));
  expect(logPseudonym('hanna')).toMatch(/^[\w-]{16}$/);
});
