import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { dueBeforeRefusal } from './before-refusal.ts';
import { databaseTrouble, refusalInTrouble, refusesWrites } from './database-trouble.ts';
import { DomainError } from './domain.error.ts';
import type { Problem } from '#libs/contracts';
import { internalProblem, toProblem } from './to-problem.ts';

const troubleIn = (error: unknown): string => refusesWrites(error) ?? 'a dependency is away or busy';

/** Shows a problem to a person who asked for a page; answers nothing where a machine asked. */
export type ShowProblem = (
  problem: Problem,
  request: FastifyRequest,
) => { readonly headers: Readonly<Record<string, string>>; readonly body: string } | undefined;

/** Answers every error as an RFC 9457 problem; a fault is logged with its cause and answered as a bare 500. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('ProblemFilter');

  constructor(
    private readonly baseUrl: string,
    private readonly show?: ShowProblem,
    private readonly heard: (problem: Problem, request: FastifyRequest) => void = () => undefined,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const [request, reply] = [http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>()];
    const due = dueBeforeRefusal(request);
    if (due === undefined) return this.answer(error, request, reply);
    void this.answerAfter(due, error, request, reply);
  }

  private async answerAfter(
    due: () => Promise<void>,
    error: unknown,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    let answered = error;
    try {
      await due();
    } catch (instead) {
      answered = instead;
    }
    this.answer(answered, request, reply);
  }

  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    if (reply.sent || reply.raw.headersSent) return;
    const seen = { traceId: request.id, route: request.routeOptions?.url };
    const trouble = error instanceof DomainError ? undefined : refusalInTrouble(error);
    const cause = error instanceof DomainError ? error.cause : error;
    // A refusal that a register makes of it would hide from its operators that the database cannot work.
    if (trouble || databaseTrouble(cause) === 'away')
      this.logger.warn({ msg: troubleIn(cause), err: cause, ...seen });
    const answered = trouble ?? error;
    const refusal = toProblem(answered, this.baseUrl, request.id);
    if (!refusal) this.logger.error({ err: error, ...seen });
    const problem = refusal ?? internalProblem(this.baseUrl, request.id);
    this.heard(problem, request);
    if (answered instanceof DomainError && answered.retryAfterS !== undefined) {
      reply.header('retry-after', String(answered.retryAfterS));
    }
    if (answered instanceof DomainError && answered.challenge !== undefined) {
      reply.header('www-authenticate', answered.challenge);
    }
    const page = this.show?.(problem, request);
    if (page) return void reply.status(problem.status).headers(page.headers).send(page.body);
    // Bytes, because Fastify appends a charset to strings, and the media type has no such parameter (RFC 9457 §6.1).
    reply
      .status(problem.status)
      .type('application/problem+json')
      .send(Buffer.from(JSON.stringify(problem)));
  }
}
