import type { LoggerService } from '@nestjs/common';
import { AuthorityTable, authorityTable, today } from '#libs/authorities';
import { dayAfter } from '#libs/test-kit';
import { waiting } from '../testing/handing-in.ts';
import {
  AUTHORITY,
  OTHER_AUTHORITY as HEIR,
  testProcedures,
  type TestProcedures,
} from '../testing/test-procedures.ts';
import { PassingOn } from '../webhooks/passing-on.service.ts';
import { Succession } from './succession.service.ts';

const until = dayAfter(today(), -1);

let on: TestProcedures;
let lines: unknown[];
beforeAll(async () => {
  // Nothing listens there: what waits goes on waiting.
  on = await testProcedures(new Map([AUTHORITY, HEIR].map((each) => [each, 'http://127.0.0.1:9/told'])));
});
afterAll(() => on.stop());

const endsWith = (heirs: { readonly successor?: string }): void =>
  authorityTable.become(
    new AuthorityTable([
      { id: AUTHORITY, name: 'Former', register: 'road-traffic', areas: [], until, ...heirs },
      { id: HEIR, name: 'Heir', register: 'road-traffic', areas: [] },
    ]),
  );
const told = async (work: () => Promise<unknown>): Promise<readonly unknown[]> => {
  lines = [];
  const add = (line: unknown) => void lines.push(line);
  const logger: LoggerService = { log: add, warn: add, error: add };
  on.app.useLogger(logger);
  await work();
  on.app.useLogger(false);
  return lines;
};
const tell = () => {
  on.app.get(Succession, { strict: false }).tell();
  return Promise.resolve();
};

describe('the log of a succession', () => {
  it('names both authorities once, and nobody else', async () => {
    const id = await waiting(on);
    endsWith({ successor: HEIR });
    const succession = {
      msg: 'the cases of an authority have passed to its successor',
      authority: AUTHORITY,
      keeper: HEIR,
    };
    expect(await told(tell)).toEqual([succession]);
    expect(await told(tell)).toEqual([]);
    const passed = await told(() => on.app.get(PassingOn, { strict: false }).passOn());
    expect(passed).toEqual([
      {
        msg: 'webhooks of a former authority pass to its successor',
        former: AUTHORITY,
        keeper: HEIR,
        passed: 1,
      },
    ]);
    expect(JSON.stringify(passed)).not.toContain(id);
  });

  it('warns of cases that nobody keeps', async () => {
    endsWith({});
    const warned = {
      msg: 'nobody keeps the cases of an authority: it takes no applications',
      authority: AUTHORITY,
    };
    expect(await told(tell)).toEqual([warned]);
  });
});
