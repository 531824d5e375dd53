import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

export interface ServiceDescription {
  readonly title: string;
  readonly description: string;
  readonly publicUrl: string;
}

/** OpenAPI 3.1 of the app's controllers; every operation may answer with an RFC 9457 problem. */
export function describeApi(app: NestFastifyApplication, service: ServiceDescription): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(service.title)
    .setDescription(service.description)
    .setVersion('1')
    .setLicense('EUPL-1.2', 'https://interoperable-europe.ec.europa.eu/collection/eupl/eupl-text-eupl-12')
    .addServer(service.publicUrl)
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'at+jwt (RFC 9068)' }, 'accessToken');
  const document = SwaggerModule.createDocument(app, builder.build(), {
    operationIdFactory: (_controller, method) => method,
  });
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: problemSchema },
  };
  for (const path of Object.values(document.paths)) addProblemAnswer(path);
  return document;
}

const problemSchema = {
  type: 'object',
  description: 'RFC 9457 problem. `type` resolves to a page with cause and remedy.',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'detail'],
        properties: { pointer: { type: 'string' }, code: { type: 'string' }, detail: { type: 'string' } },
      },
    },
    lookupId: { type: 'string', format: 'uuid', description: 'The decision row that records this refusal.' },
    traceId: { type: 'string' },
  },
};

const problemAnswer = {
  description: 'A problem: what is wrong and how to mend it.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

function addProblemAnswer(path: object): void {
  for (const operation of Object.values(path) as { responses?: Record<string, unknown> }[]) {
    if (operation.responses) operation.responses['default'] ??= problemAnswer;
  }
}
