import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { reachesLevel } from '#libs/contracts';
import { HttpConfig } from '#libs/service-kit';
import { type OpenSession, SessionStore, isFormKeyOf, withUnsent } from '../sessions/index.ts';
import { ACCESS, type Access } from './access.decorators.ts';
import { FormForged } from './form.errors.ts';
import { isFromHere, isSameKey } from './forgery.rules.ts';
import { fieldsOf, languageOf, pathOf, visitOf } from './page-request.ts';
import { SessionCookie } from './session-cookie.ts';

/** As it was sent, which may be anything. */
const keyIn = ({ body }: FastifyRequest): unknown =>
  (body as { readonly formKey?: unknown } | undefined)?.formKey;

/** Finds the session, lets nobody in whom the route is not for, and takes no form that this portal did not make. */
@Injectable()
export class VisitGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionStore,
    private readonly cookie: SessionCookie,
    private readonly http: HttpConfig,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, targets);
    if (access === undefined) return false;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const cookie = this.cookie.of(request);
    const isUnattended = access !== 'everybody' && access.isUnattended === true;
    const open = cookie === undefined ? undefined : await this.find(cookie, isUnattended);
    const path = pathOf(request.url);
    const query = request.url.slice(path.length);
    request.visit = { language: languageOf(request), path, query, ...(open && { open }) };
    const isForm = request.method === 'POST';
    if (isForm && !isFromHere(request.headers, this.http.publicUrl)) throw new FormForged();
    const { person, formKey } = open?.session ?? {};
    const mayEnter =
      access === 'everybody' ||
      (person !== undefined && (access.level === undefined || reachesLevel(person.level, access.level)));
    if (mayEnter) {
      if (!isForm || isSameKey(formKey, request.body)) return true;
      if (person === undefined || !isFormKeyOf(person.subject, keyIn(request))) throw new FormForged();
      // Of an earlier login of the same person: nothing of it is done, and nothing of it is lost.
      await this.keep(request, reply);
      reply.redirect(request.visit.path, 303);
      return false;
    }
    // What a page asks for by itself leads nowhere: nothing more is to come (WHATWG HTML, "Server-sent events").
    if (isUnattended) {
      reply.status(204).send();
      return false;
    }
    // What was typed waits for the login and is shown again; nothing of it is done.
    if (isForm) await this.keep(request, reply);
    const isOver = cookie !== undefined && open === undefined;
    const level = (access.level ? `&level=${access.level}` : '') + (isOver ? '&ended=yes' : '');
    const goesOn = encodeURIComponent(isForm ? request.visit.path : request.url);
    reply.redirect(`/${request.visit.language}/login?to=${goesOn}${level}`, 303);
    return false;
  }

  private find(cookie: string, isUnattended: boolean): Promise<OpenSession | undefined> {
    return isUnattended ? this.sessions.look(cookie) : this.sessions.find(cookie);
  }

  private async keep(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { open, path } = visitOf(request);
    const formKey = keyIn(request);
    const page = { fields: fieldsOf(request), ...(typeof formKey === 'string' && { formKey }) };
    const subject = open?.session.person?.subject;
    // What somebody else typed at this browser is not shown to whoever is signed in now.
    if (subject !== undefined && !isFormKeyOf(subject, formKey)) return;
    if (open !== undefined) {
      await this.sessions.change(open.cookie, (session) => withUnsent(session, path, page));
      return;
    }
    if (await this.sessions.areCrowded()) return;
    const unsent = { [path]: page };
    this.cookie.give(reply, await this.sessions.begin({ unsent }, this.cookie.of(request)));
  }
}
