import { readConfig, LogConfig } from '../config/index.ts';
import { describeStartFailure } from './program.ts';

const fault = (code: string, more: object = {}): Error =>
  Object.assign(new Error('what it said'), { code, ...more });

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('it succeeded');
}

describe('a start that fails', () => {
  it.each([
    [
      'a port that is taken',
      fault('EADDRINUSE', { port: 8081 }),
      /^Port 8081 is taken: .* \(PORT, SYSTEM_PORT, INTERNAL_PORT\)\.$/,
    ],
    ['a wrong password', fault('28P01'), /^The database refuses .*check user and password in its URL\.$/],
    ['a standby', fault('25006'), /^The database refuses .*name the primary in its URL, or let it/],
    ['a full disk', fault('53100'), /^The database refuses .*make room on its disk, then start again\.$/],
    ['no database', fault('ECONNREFUSED'), /^The database does not answer \(what it said\): .*start it\.$/],
    [
      'no brokers',
      Object.assign(new Error('x'), { name: 'KafkaJSConnectionError' }),
      /^Kafka does not answer \(x\): /,
    ],
    [
      'two addresses, neither answering',
      new AggregateError([fault('ECONNREFUSED')], ''),
      /does not answer \(what it said\)/,
    ],
  ])('is told in one sentence: %s', (_what, error, sentence) => {
    expect(describeStartFailure(error)).toMatch(sentence);
    expect(describeStartFailure(error)).not.toContain('\n');
  });

  it('names the settings without a trace', () => {
    const read = (): unknown => readConfig({ log: LogConfig }, { LOG_LEVEL: 's3cret' });
    expect(describeStartFailure(thrownBy(read))).toMatch(
      /^Configuration is not usable:\n {2}LOG_LEVEL: [^\n]+$/,
    );
  });

  it('keeps the trace of what nobody could foresee', () => {
    expect(describeStartFailure(new TypeError('x is undefined'))).toMatch(
      /^TypeError: x is undefined\n +at /,
    );
  });
});
