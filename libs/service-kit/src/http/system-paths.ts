import type { OpenAPIObject } from '@nestjs/swagger';
import { errorCodes } from '#libs/contracts';

const text = { type: 'string' as const };

const answer = (type: string, description: string, schema: object) => ({
  description,
  content: { [type]: { schema } },
});

const health = (state: string) => ({
  type: 'object',
  required: ['status'],
  properties: { status: { enum: [state] }, failing: { type: 'array', items: text } },
});

const operation = (operationId: string, summary: string, responses: object) => ({
  get: { operationId, summary, tags: ['service'], security: [], responses },
});

const healthPath = (name: 'live' | 'ready', summary: string) =>
  operation(`health${name === 'live' ? 'Live' : 'Ready'}`, summary, {
    200: answer('application/json', `It is ${name}.`, health(name)),
    503: answer('application/json', `It is not ${name}; \`failing\` names why.`, health(`not-${name}`)),
  });

const page = (description: string) => answer('text/html', description, text);

/** To a program that asks for it, the same in JSON. */
const pageOrJson = (description: string, schema: object) => ({
  description,
  content: { ...page(description).content, 'application/json': { schema } },
});

const link = { type: 'object', additionalProperties: text };
const problemEntry = {
  type: 'object',
  required: ['code', 'status', 'title'],
  properties: { code: { enum: [...errorCodes] }, status: { type: 'integer' }, title: text },
};

/** What `addSystemRoutes` adds to every service, as paths of its API description. */
export const systemPaths = {
  '/': operation('serviceOverview', 'What this service is, and where to go on', {
    200: pageOrJson('Name, description and links.', {
      type: 'object',
      required: ['name', 'title', 'description', 'links'],
      properties: { name: text, title: text, description: text, links: link },
    }),
  }),
  '/health/live': healthPath('live', 'Whether only a restart could help'),
  '/health/ready': healthPath('ready', 'Whether the service can do its work now'),
  '/problems': operation('problemIndex', 'All problems with status and title', {
    200: pageOrJson('All of them.', {
      type: 'object',
      required: ['problems'],
      properties: { problems: { type: 'array', items: problemEntry } },
    }),
  }),
  '/problems/{code}': {
    get: {
      ...operation('problemPage', 'The page of one problem: when, why and what to do', {
        200: page('The page.'),
        404: answer('application/problem+json', 'There is no such problem.', {
          $ref: '#/components/schemas/Problem',
        }),
      }).get,
      parameters: [{ name: 'code', in: 'path', required: true, schema: { ...text, enum: [...errorCodes] } }],
    },
  },
} as unknown as OpenAPIObject['paths'];
