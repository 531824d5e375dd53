import { Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from './domain.error.ts';
import { ProblemFilter } from './problem.filter.ts';

class Unavailable extends DomainError {
  readonly code = 'register-unavailable';
}

const lines: unknown[] = [];
const keep = (line: unknown): void => void lines.push(line);
beforeAll(() => Logger.overrideLogger({ log: keep, warn: keep, error: keep }));
afterAll(() => Logger.overrideLogger(new Logger()));
beforeEach(() => lines.splice(0));

/** As far as an answer needs it. */
const reply = (): FastifyReply => {
  const each = {
    sent: false,
    raw: { headersSent: false },
    header: () => each,
    status: () => each,
    type: () => each,
    send: () => each,
  };
  return each as unknown as FastifyReply;
};
const answer = (error: unknown): void =>
  new ProblemFilter('https://problems.example/').answer(error, { id: 't' } as FastifyRequest, reply());
const coded = (code: string): Error => Object.assign(new Error('m'), { code });

describe('what a service logs of a database that cannot work', () => {
  it('is that its disk is full, also where a refusal was made of it', () => {
    for (const error of [
      coded('53100'),
      new Unavailable('The register cannot answer now.', { cause: coded('53100') }),
    ]) {
      lines.splice(0);
      answer(error);
      expect(lines).toEqual([
        expect.objectContaining({
          msg: 'the disk of the database is full: nothing is written until there is room',
        }),
      ]);
    }
  });

  it('is that it is away; and nothing of a refusal that it has no part in, or that it was only busy', () => {
    answer(new Unavailable('m', { cause: coded('ECONNREFUSED') }));
    answer(new Unavailable('m', { cause: coded('40P01') }));
    answer(new Unavailable('m'));
    expect(lines).toEqual([expect.objectContaining({ msg: 'a dependency is away or busy' })]);
  });
});
