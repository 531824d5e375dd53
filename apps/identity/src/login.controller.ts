import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { FORM, Takes } from '#libs/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errors } from 'oidc-provider';

import { ClientAccess } from './client-access.rules.ts';
import { LoginDto } from './login.dto.ts';
import { LoginRefused } from './login.errors.ts';
import { errorPage, loginPage } from './login-page.ts';
import { LoginService } from './login.service.ts';
import { pageHeaders } from './page-frame.ts';
import { pageLanguage } from './page-language.ts';
import type { Fault } from './page-words.ts';

const page = { 'text/html': { schema: { type: 'string' as const } } };
const goesOn = { status: 303, description: 'The login goes on at this address.' };
const failed = { status: 400, description: 'A page that says what is wrong.', content: page };

@ApiTags('login')
@ApiParam({ name: 'uid', description: 'The login that was begun at /auth' })
@Controller('interaction/:uid')
export class LoginController {
  constructor(
    private readonly logins: LoginService,
    private readonly access: ClientAccess,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The login page' })
  @ApiResponse({ status: 200, description: 'The page.', content: page })
  @ApiResponse(failed)
  show(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.answer(request, reply, () => this.render(request, reply));
  }

  @Takes(FORM)
  @Post()
  @HttpCode(303)
  @ApiOperation({ summary: 'Sign in as a demo citizen or a demo member of staff' })
  @ApiBody({ type: LoginDto })
  @ApiResponse(goesOn)
  @ApiResponse(failed)
  submit(
    @Body() { login }: LoginDto,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.answer(request, reply, async () => {
      try {
        await reply.redirect(await this.logins.complete(login, request.raw, reply.raw), 303);
      } catch (error) {
        if (!(error instanceof LoginRefused)) throw error;
        await this.render(request, reply.status(400), error.fault);
      }
    });
  }

  @Takes(FORM)
  @Post('cancellation')
  @HttpCode(303)
  @ApiOperation({ summary: 'Give the login up' })
  @ApiResponse(goesOn)
  @ApiResponse(failed)
  cancel(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.answer(request, reply, async () => {
      await reply.redirect(await this.logins.cancel(request.raw, reply.raw), 303);
    });
  }

  private async render(request: FastifyRequest, reply: FastifyReply, fault?: Fault): Promise<void> {
    const login = await this.logins.begun(request.raw, reply.raw);
    const body = loginPage({ ...login, ...(fault !== undefined && { fault }) });
    await reply.headers(pageHeaders(login.redirectUri)).send(body);
  }

  /** A login that expired or belongs to another browser is explained to the person, not to a machine. */
  private async answer(
    request: FastifyRequest,
    reply: FastifyReply,
    run: () => Promise<void>,
  ): Promise<void> {
    try {
      await run();
    } catch (error) {
      if (!(error instanceof errors.SessionNotFound)) throw error;
      const language = pageLanguage(undefined, request.headers['accept-language']);
      const body = errorPage({ language, kind: 'expired', homes: this.access.homesOf() });
      await reply.status(400).headers(pageHeaders()).send(body);
    }
  }
}
