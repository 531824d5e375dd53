import { Controller, Get, Logger, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FORM, Takes } from '#libs/service-kit';
import { secondsLeft, sessionEndsText } from '../layout/session-warning.tsx';
import { PortalConfig } from '../portal.config.ts';
import { type Level, SessionStore } from '../sessions/index.ts';
import {
  type Answer,
  Download,
  Everybody,
  inBoth,
  ownPath,
  SeeOther,
  SessionCookie,
  SignedIn,
  signedIn,
  visitOf,
} from '../web/index.ts';
import { askedAt } from './desks.ts';
import { Issuer } from './issuer.client.ts';
import { loginFailedView, loginView, logoutView } from './login.page.tsx';

const levels: readonly string[] = ['low', 'substantial', 'high'] satisfies readonly Level[];

/** Read by hand: an address that somebody made up shows the page, and goes nowhere. */
function wanted(request: FastifyRequest): {
  readonly goesOn: string;
  readonly level?: Level;
  readonly isOver: boolean;
} {
  const query = new URL(request.url, 'http://portal.invalid').searchParams;
  const { language } = visitOf(request);
  const level = query.get('level') ?? '';
  return {
    goesOn: ownPath(query.get('to') ?? undefined) ?? `/${language}`,
    ...(levels.includes(level) && { level: level as Level }),
    isOver: query.get('ended') === 'yes',
  };
}

/** Signing in and out. The way to the issuer is a link: a form would be stopped by our own policy (CSP `form-action`). */
@Everybody()
@Controller()
export class LoginController {
  private readonly logger = new Logger('Login');

  constructor(
    private readonly issuer: Issuer,
    private readonly sessions: SessionStore,
    private readonly cookie: SessionCookie,
    private readonly config: PortalConfig,
  ) {}

  @Get(inBoth('login'))
  explain(@Req() request: FastifyRequest): Answer {
    return loginView(visitOf(request), { ...wanted(request), visitors: this.config.visitors });
  }

  @Get(inBoth('login/start'))
  async begin(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer> {
    const { language, open } = visitOf(request);
    const { goesOn, level } = wanted(request);
    const asked = askedAt(this.config);
    const { login, url } = await this.issuer.begin({ goesOn, language, ...(level && { level }), ...asked });
    const isKept = open && (await this.sessions.change(open.cookie, (session) => ({ ...session, login })));
    if (!isKept) this.cookie.give(reply, await this.sessions.begin({ login }, this.cookie.of(request)));
    return new SeeOther(url.href);
  }

  @Get('callback')
  async complete(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer> {
    const { language, open } = visitOf(request);
    const login = open?.session.login;
    const query = request.url.slice(request.url.indexOf('?'));
    if (open === undefined || login === undefined) return loginFailedView({ language, path: `/${language}` });
    try {
      const signed = await this.issuer.complete(login, query);
      const { applications, unsent, person, formerly = person?.subject } = open.session;
      const isSamePerson = formerly === undefined || formerly === signed.person.subject;
      const kept = isSamePerson ? { applications, ...(unsent && { unsent }) } : {};
      const fresh = await this.sessions.begin({ ...signed, ...kept });
      await this.sessions.end(open.cookie);
      this.cookie.give(reply, fresh);
      return new SeeOther(login.goesOn);
    } catch (error) {
      // The issuer's own words may hold what was asked; its code does not.
      this.logger.warn({
        msg: 'login not completed',
        reason: (error as { code?: string }).code ?? 'unknown',
      });
      const target = /^\/(de|en)/.exec(login.goesOn)?.[1] === 'en' ? 'en' : 'de';
      return loginFailedView({ language: target, path: login.goesOn });
    }
  }

  /** Asked by the script of a page that warned of the end: being asked puts it off. */
  @SignedIn()
  @Get(inBoth('session'))
  stay(@Req() request: FastifyRequest): Answer {
    const { open, language } = signedIn(request);
    const says = sessionEndsText(open.lastsUntil, language);
    const content = JSON.stringify({ lastsS: secondsLeft(open.lastsUntil), says });
    return new Download('session.json', 'application/json', content);
  }

  @SignedIn()
  @Get(inBoth('logout'))
  ask(@Req() request: FastifyRequest): Answer {
    return logoutView(signedIn(request));
  }

  @SignedIn()
  @Takes(FORM)
  @Post(inBoth('logout'))
  async end(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer> {
    const { open, person, language } = signedIn(request);
    const isEverywhere = (request.body as { readonly everywhere?: string }).everywhere === 'yes';
    if (isEverywhere) await this.sessions.endAllOf(person.subject);
    else await this.sessions.end(open.cookie);
    this.cookie.take(reply);
    const { refreshToken, idToken } = open.session;
    // The session is over here whatever the issuer answers.
    if (refreshToken !== undefined)
      await this.issuer.end(refreshToken).catch((error: unknown) => {
        this.logger.warn({
          msg: 'token not revoked',
          reason: (error as { code?: string }).code ?? 'unknown',
        });
      });
    const atIssuer = idToken === undefined ? undefined : await this.issuer.endSessionUrl(idToken);
    return new SeeOther(atIssuer?.href ?? `/${language}`);
  }
}
