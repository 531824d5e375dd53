import type { FastifyRequest } from 'fastify';
import type { Exchange } from '../exchange/index.ts';
import { aVisit } from '../web/visit.builder.ts';
import { EntryController } from './entry.controller.ts';

it.each([
  [['operator', 'gateway'], '/de/ops'],
  [['operator'], '/de/ops'],
  [['gateway'], '/de/dev'],
])('asks for each role that the menu shows, and leads who has %j to %s', async (roles, location) => {
  const asked: string[] = [];
  const exchange: Pick<Exchange, 'hasRoleAt'> = {
    hasRoleAt: (_open, name) => Promise.resolve(asked.push(name) > 0 && roles.includes(name)),
  };
  const request: Pick<FastifyRequest, 'visit'> = { visit: aVisit() };
  const entry = new EntryController(exchange as Exchange);
  expect(await entry.enter(request as FastifyRequest)).toEqual({ location });
  expect(asked).toEqual(['operator', 'gateway']);
});
