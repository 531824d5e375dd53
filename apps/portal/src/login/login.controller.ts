import { Controller, Get, Inject, Logger, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FORM, refusesWrites, Takes } from '#libs/service-kit';
import { secondsLeft, sessionEndsText } from '../layout/session-warning.tsx';
import { PortalConfig } from '../portal.config.ts';
import { isFormKeyOf, type Level, type Person, type Session, SessionStore } from '../sessions/index.ts';
import {
  type Answer,
  Download,
  Everybody,
  inBoth,
  languageOf,
  ownPath,
  SeeOther,
  SessionCookie,
  SignedIn,
  signedIn,
  signedOutPath,
  visitOf,
} from '../web/index.ts';
import { AFTER_LOGIN, type AfterLogin, askedAt } from './desks.ts';
import { Issuer } from './issuer.client.ts';
import { loginFailedView, loginView, logoutView, signedOutView } from './login.page.tsx';

const levels: readonly string[] = ['low', 'substantial', 'high'] satisfies readonly Level[];

/** Read by hand: an address that somebody made up shows the page, and goes nowhere. */
function wanted(request: FastifyRequest): {
  readonly goesOn: string;
  readonly level?: Level;
  readonly isFresh?: true;
  readonly isOver: boolean;
} {
  const query = new URL(request.url, 'http://portal.invalid').searchParams;
  const { language } = visitOf(request);
  const level = query.get('level') ?? '';
  return {
    goesOn: ownPath(query.get('to') ?? undefined) ?? `/${language}`,
    ...(levels.includes(level) && { level: level as Level }),
    ...(query.get('fresh') === 'yes' && { isFresh: true as const }),
    isOver: query.get('ended') === 'yes',
  };
}

/** Of one browser; each tab may begin one. */
const MOST_LOGINS = 3;

/** What goes on in the session of who signed in: that of their own earlier one, and what they typed before it was known who they are. */
function keptFor(
  { subject }: Person,
  { applications, unsent, person, formerly = person?.subject }: Session,
): Partial<Session> {
  if (formerly === subject) return { applications, ...(unsent && { unsent }) };
  if (formerly !== undefined) return {};
  const own = Object.entries(unsent ?? {}).filter(([, { formKey }]) => isFormKeyOf(subject, formKey));
  return own.length > 0 ? { unsent: Object.fromEntries(own) } : {};
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
    @Inject(AFTER_LOGIN) private readonly afterLogin: AfterLogin,
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
    const { goesOn, level, isFresh } = wanted(request);
    const asked = askedAt(this.config);
    const { login, url } = await this.issuer.begin({
      ...{ goesOn, language },
      ...(level && { level }),
      ...(isFresh && { isFresh }),
      ...asked,
    });
    const add = (session: Session): Session => ({
      ...session,
      logins: [...(session.logins ?? []), login].slice(-MOST_LOGINS),
    });
    const isKept = open && (await this.sessions.change(open.cookie, add));
    if (!isKept)
      this.cookie.give(reply, await this.sessions.begin({ logins: [login] }, this.cookie.of(request)));
    return new SeeOther(url.href);
  }

  @Get('callback')
  async complete(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer> {
    const visit = visitOf(request);
    const { open } = visit;
    const { search: query, searchParams } = new URL(request.url, 'http://portal.invalid');
    const login = open?.session.logins?.find(({ state }) => state === searchParams.get('state'));
    if (open === undefined || login === undefined)
      return loginFailedView(visit, { goesOn: `/${visit.language}` });
    try {
      const signed = await this.issuer.complete(login, query);
      const fresh = await this.sessions.replace(open.cookie, (session) => ({
        ...signed,
        ...keptFor(signed.person, session),
      }));
      if (fresh === undefined) throw new Error('The session ended while the issuer was asked.');
      this.cookie.give(reply, fresh);
      // The menu goes by roles, on whichever page a login ends.
      await this.afterLogin(fresh);
      return new SeeOther(login.goesOn);
    } catch (error) {
      // The issuer's own words may hold what was asked; its code does not.
      this.logger.warn({
        msg: refusesWrites(error) ?? 'login not completed',
        reason: (error as { code?: string }).code ?? 'unknown',
      });
      // The answer's address names no language; the page that the login is for does.
      const [path = ''] = login.goesOn.split('?');
      request.visit = { ...visit, language: languageOf({ url: path, headers: request.headers }), path };
      return loginFailedView(request.visit, login);
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
    const { refreshToken } = open.session;
    // The session is over here whatever the issuer answers.
    const told = (error: unknown): undefined => {
      const { code: reason = 'unknown' } = error as { code?: string };
      this.logger.warn({ msg: 'the issuer was not told of the end of a session', reason });
    };
    if (refreshToken !== undefined) await this.issuer.end(refreshToken).catch(told);
    const atIssuer = await this.issuer.endSessionUrl().catch(told);
    if (atIssuer === undefined) return new SeeOther(signedOutPath(language));
    request.visit = { language, path: `/${language}` };
    return signedOutView(request.visit, atIssuer.href);
  }
}
