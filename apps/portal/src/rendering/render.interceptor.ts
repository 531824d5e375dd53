import type { Readable } from 'node:stream';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { catchError, map, type Observable } from 'rxjs';
import { Problem, TokenRefused } from '#libs/client';
import { isWithoutRole } from '../exchange/index.ts';
import { refusedView, withoutNumberView, withoutRoleView } from '../layout/problem.page.tsx';
import { SessionStore, withUnsent } from '../sessions/index.ts';
import {
  type Answer,
  Download,
  EventStream,
  fieldsOf,
  SeeOther,
  SessionCookie,
  visitOf,
} from '../web/index.ts';
import { PageRenderer } from './page-renderer.ts';
import { nextLevel } from './levels.rules.ts';
import { isRefusal, toldOf } from './service-refusals.rules.ts';

type Sent = string | Readable | undefined;

/** Sends what controllers answer: a page in its layout, the way to another one, or a file. */
@Injectable()
export class RenderInterceptor implements NestInterceptor<Answer, Sent> {
  constructor(
    private readonly renderer: PageRenderer,
    private readonly sessions: SessionStore,
    private readonly cookie: SessionCookie,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<Answer>): Observable<Sent> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      catchError((error: unknown) => this.ledToLogin(error, request, reply)),
      map((answer) => this.sent(answer, request, reply)),
    );
  }

  private sent(answer: Answer, request: FastifyRequest, reply: FastifyReply): Sent {
    if (answer instanceof SeeOther) {
      reply.status(303).header('location', answer.location);
      return undefined;
    }
    if (answer instanceof Download) {
      reply.type(answer.type).header('content-disposition', `attachment; filename="${answer.name}"`);
      return answer.content;
    }
    if (answer instanceof EventStream) {
      reply.type('text/event-stream');
      return answer.events;
    }
    const { headers, body } = this.renderer.page(answer, visitOf(request));
    reply.status(answer.status ?? 200).headers(headers);
    return body;
  }

  /** A service wants a higher level, or the issuer ended the login: sign in, and come back to the same page. */
  private async ledToLogin(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<Answer> {
    const { language, path, open } = visitOf(request);
    // Whatever went wrong: the page is shown again with what was typed.
    if (open !== undefined && request.method === 'POST') {
      const page = { fields: fieldsOf(request) };
      await this.sessions.change(open.cookie, (session) => withUnsent(session, path, page));
    }
    const goesOn = encodeURIComponent(request.method === 'GET' ? request.url : path);
    if (error instanceof Problem && error.is('assurance-too-low')) {
      const level = nextLevel(open?.session.person?.level);
      return new SeeOther(`/${language}/login?to=${goesOn}&level=${level}`);
    }
    if (error instanceof Problem && error.is('login-too-old'))
      return new SeeOther(`/${language}/login?to=${goesOn}&fresh=yes`);
    if (isWithoutRole(error)) return withoutRoleView(visitOf(request));
    if (error instanceof Problem && error.is('idnr-missing')) return withoutNumberView(visitOf(request));
    if (isRefusal(error)) return refusedView(visitOf(request), error.status);
    const isOver = error instanceof TokenRefused || (error instanceof Problem && error.status === 401);
    if (!isOver || open === undefined) throw toldOf(error);
    const fresh = await this.sessions.replace(open.cookie, ({ applications, person, unsent }) => ({
      applications,
      ...(unsent && { unsent }),
      ...(person && { formerly: person.subject }),
    }));
    if (fresh !== undefined) this.cookie.give(reply, fresh);
    return new SeeOther(`/${language}/login?to=${goesOn}&ended=yes`);
  }
}
