import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Einmal } from '#libs/client';
import type { Issuer } from '../login/issuer.client.ts';
import { LoginController } from '../login/login.controller.ts';
import type { PortalConfig } from '../portal.config.ts';
import type { OpenSession, SessionStore } from '../sessions/index.ts';
import type { SessionCookie } from '../web/index.ts';
import { aVisit } from '../web/visit.builder.ts';
import { Exchange } from './exchange.service.ts';

it.each([
  ['operators', ['operator.test', 'gateway.test']],
  ['citizens', []],
] as const)(
  'a login of %s ends where its link pointed, with the roles asked for that the menu there shows: %j',
  async (visitors, roles) => {
    const asked: string[] = [];
    const visit = aVisit();
    const session = { ...visit.open.session, tokens: {}, logins: [{ state: 's', goesOn: '/de/dev/asked' }] };
    const open = { ...visit.open, session } as unknown as OpenSession;
    const services = { operator: ['operator.test'], gateway: ['gateway.test'] };
    const config = { visitors, services } as unknown as PortalConfig;
    const sessions = {
      replace: () => Promise.resolve(open),
      change: () => Promise.resolve(true),
    } as unknown as SessionStore;
    const issuer = {
      complete: () => Promise.resolve({ person: session.person }),
      tokenFor: (_refresh: string, resource: string) => {
        asked.push(resource);
        return Promise.resolve({ token: 't', until: Date.now() + 60_000 });
      },
    } as unknown as Issuer;
    const exchange = new Exchange({} as Einmal, config, sessions, issuer);
    const login = new LoginController(
      issuer,
      sessions,
      { give: () => undefined } as unknown as SessionCookie,
      config,
      (fresh) => exchange.askForRoles(fresh),
    );
    const request = { url: '/callback?state=s', headers: {}, visit: { ...visit, open } };
    expect(await login.complete(request as unknown as FastifyRequest, {} as FastifyReply)).toEqual({
      location: '/de/dev/asked',
    });
    expect(asked).toEqual(roles);
  },
);
