import { databaseTrouble, refusalInTrouble, repeatedOnce } from './database-trouble.ts';

const coded = (code: string): Error => Object.assign(new Error('m'), { code });
/** As TypeORM wraps what the driver threw. */
const wrapped = (driverError: Error): Error => Object.assign(new Error('m'), { driverError });

describe('trouble of the database', () => {
  it.each(['08006', '25006', '53100', '53300', '57P01', '57P03', '58030', 'ECONNREFUSED', 'ETIMEDOUT'])(
    '%s says that it is away',
    (code) => {
      expect(databaseTrouble(coded(code))).toBe('away');
      expect(databaseTrouble(new Error('m', { cause: wrapped(coded(code)) }))).toBe('away');
      expect(refusalInTrouble(coded(code))).toMatchObject({ code: 'not-ready', retryAfterS: 2 });
    },
  );

  it.each(['40P01', '40001', '55P03', '57014'])('%s says that it is busy', (code) => {
    expect(databaseTrouble(wrapped(coded(code)))).toBe('busy');
    expect(refusalInTrouble(coded(code))).toMatchObject({ code: 'overloaded', retryAfterS: 1 });
  });

  it('is found where no code says so', () => {
    for (const text of ['Connection terminated unexpectedly', 'timeout exceeded when trying to connect'])
      expect(databaseTrouble(new Error(text))).toBe('away');
    expect(databaseTrouble(new AggregateError([coded('ECONNREFUSED')], ''))).toBe('away');
  });

  it.each(['22P02', '22021', '22P05', '22008', '23505', '23514', '42P01', '42501', 'P0001'])(
    '%s is none: a fault of ours, or a refusal of its own',
    (code) => expect(refusalInTrouble(wrapped(coded(code)))).toBeUndefined(),
  );

  it('is no matter of what else is thrown', () => {
    for (const thrown of [undefined, null, 'text', new TypeError('x is not a function')])
      expect(databaseTrouble(thrown)).toBeUndefined();
    const circle = Object.assign(new Error('m'), { cause: {} });
    circle.cause = circle;
    expect(databaseTrouble(circle)).toBeUndefined();
  });
});

describe('a transaction', () => {
  const failing = (...errors: Error[]) => {
    let runs = 0;
    const run = (): Promise<number> => {
      const error = errors[runs++];
      return error ? Promise.reject(error) : Promise.resolve(runs);
    };
    return run;
  };

  it('runs once more when it was ended for the sake of another, and no more than that', async () => {
    expect(await repeatedOnce(failing(wrapped(coded('40P01'))))).toBe(2);
    expect(await repeatedOnce(failing(coded('40001')))).toBe(2);
    await expect(repeatedOnce(failing(coded('40P01'), coded('40001')))).rejects.toMatchObject({
      code: '40001',
    });
  });

  it('does not run again after anything else', async () => {
    await expect(repeatedOnce(failing(coded('23505')))).rejects.toMatchObject({ code: '23505' });
    await expect(repeatedOnce(failing(coded('57P01')))).rejects.toMatchObject({ code: '57P01' });
  });
});
