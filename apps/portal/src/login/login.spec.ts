import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Exchange } from '../exchange/index.ts';
import type { PortalConfig, Visitors } from '../portal.config.ts';
import type { SessionStore } from '../sessions/index.ts';
import type { SessionCookie } from '../web/index.ts';
import { aVisit } from '../web/visit.builder.ts';
import type { Issuer } from './issuer.client.ts';
import { LoginController } from './login.controller.ts';

it.each([
  ['operators', [['operator', 'gateway']]],
  ['citizens', []],
] as const)(
  'leads %s where their link pointed, and asks for the roles that the menu there shows: %j',
  async (visitors, roles) => {
    const asked: string[][] = [];
    const visit = aVisit();
    const session = { ...visit.open!.session, logins: [{ state: 's', goesOn: '/de/dev/asked' }] };
    const open = { ...visit.open!, session };
    const login = new LoginController(
      { complete: () => Promise.resolve({ person: session.person }) } as unknown as Issuer,
      { replace: () => Promise.resolve(open) } as unknown as SessionStore,
      { give: () => undefined } as unknown as SessionCookie,
      { visitors } satisfies Partial<PortalConfig> & { visitors: Visitors } as PortalConfig,
      { askForRoles: (_open, names) => Promise.resolve(void asked.push([...names])) } as Pick<
        Exchange,
        'askForRoles'
      > as Exchange,
    );
    const request = {
      url: '/callback?state=s',
      headers: {},
      visit: { ...visit, open },
    } as unknown as FastifyRequest;
    expect(await login.complete(request, {} as FastifyReply)).toEqual({ location: '/de/dev/asked' });
    expect(asked).toEqual(roles);
  },
);
