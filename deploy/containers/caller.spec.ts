import { Caller, Faults } from './caller.ts';

const answer = (status: number, body: object) => () =>
  Promise.resolve({ status, text: JSON.stringify(body) });
const noAnswer = () => Promise.reject(new Error('refused'));

let faults: Faults;
let acts: Caller;
beforeEach(() => {
  faults = new Faults();
  acts = new Caller('acts', 'residents', faults);
});

it('takes a good answer, and comes again after a 503', async () => {
  expect(await acts.attempt(answer(503, { code: 'not-ready' }))).toBeUndefined();
  expect(await acts.attempt(answer(200, { version: 2 }))).toEqual({ version: 2 });
  expect([...acts.tally.take(Date.now()).refused]).toEqual([['503 not-ready', 1]]);
  expect(faults.inWords()).toBeUndefined();
});

it('reports an answer that callers must not get', async () => {
  await acts.attempt(answer(500, { code: 'internal-error' }));
  await acts.attempt(answer(500, { code: 'internal-error' }));
  expect(faults.inWords()).toBe('Callers saw what they must not see: 2 × acts: 500 internal-error.');
});

it('expects no connection of the service that is dead, and of no other', async () => {
  faults.expectDown('residents');
  await acts.attempt(noAnswer);
  expect(faults.inWords()).toBeUndefined();
  faults.expectDown('gateway');
  await acts.attempt(noAnswer);
  expect(faults.inWords()).toContain('1 × acts: no connection, though nobody had killed residents');
});
