import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ServiceDescription } from '../pages/index.ts';
import { ProblemAnswers, problemSchema } from './openapi-problems.ts';
import { type DescribedRoute, operationIdOf, routesOf } from './openapi-routes.ts';
import { withClosedRequests, withNullTypes } from './openapi-schemas.ts';
import { systemPaths } from './system-paths.ts';

export interface ServiceAddress {
  readonly publicUrl: string;
  readonly problemBaseUrl: string;
}

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
const methods = ['get', 'put', 'post', 'delete', 'patch'] as const;

/** OpenAPI 3.1 of the app's controllers. The app need not have been initialised: a preview will do. */
export function describeApi(
  app: NestFastifyApplication,
  service: ServiceDescription,
  { publicUrl, problemBaseUrl }: ServiceAddress,
): OpenAPIObject {
  const document = SwaggerModule.createDocument(app, head(service, publicUrl), {
    operationIdFactory: operationIdOf,
  });
  const routes = routesOf(app);
  const answers = new ProblemAnswers(problemBaseUrl);
  const operations = Object.values(document.paths).flatMap((path) =>
    methods.flatMap((method) => path[method] ?? []),
  );
  for (const operation of operations) complete(operation, routes.get(operation.operationId ?? ''), answers);
  const schemas = { ...document.components?.schemas, Problem: problemSchema };
  withClosedRequests(
    operations.map(({ requestBody }) => requestBody),
    schemas,
  );
  document.paths = { ...document.paths, ...service.paths, ...systemPaths };
  document.components = {
    ...document.components,
    ...answers.components,
    schemas,
  } as OpenAPIObject['components'] & object;
  withNullTypes(document);
  return document;
}

function head(service: ServiceDescription, publicUrl: string): Omit<OpenAPIObject, 'paths'> {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(service.title)
    .setDescription(`${service.description}${tokenHint(service.demoClients)}`)
    .setVersion('1')
    .setLicense('EUPL-1.2', 'https://interoperable-europe.ec.europa.eu/collection/eupl/eupl-text-eupl-12')
    .addServer(publicUrl);
  if (service.demoClients === undefined) return builder.build();
  const scheme = { type: 'http', scheme: 'bearer', bearerFormat: 'at+jwt (RFC 9068)' } as const;
  return builder
    .addBearerAuth({ ...scheme, description: tokenHint(service.demoClients).trim() }, 'accessToken')
    .build();
}

function tokenHint(clients: readonly string[] = []): string {
  if (clients.length === 0) return '';
  const commands = clients.map((client) => `\`npm run -s token -- ${client}\``).join(' or ');
  return (
    `\n\nA token for the local stack: ${commands}. Elsewhere the authorization server issues it, see its ` +
    '`/.well-known/openid-configuration`; docs/connect.md of the source says how to ask. Each operation names the scope it needs.'
  );
}

/** Adds what the metadata and the shape of a route say: scopes, refusals. */
function complete(operation: Operation, route: DescribedRoute | undefined, answers: ProblemAnswers): void {
  if (route === undefined) throw new Error(`No route is called ${operation.operationId}.`);
  const scopes = route.access === undefined || route.access === 'public' ? [] : route.access.scopes;
  const either = route.orScope === undefined ? [] : [route.orScope];
  // In 3.1 a scheme that is not OAuth's may list what the caller needs as well (§4.8.30).
  operation.security =
    scopes.length === 0
      ? []
      : [scopes, ...either.map((scope) => [scope])].map((all) => ({ accessToken: [...all] }));
  Object.assign(
    operation,
    scopes.length > 0 && { 'x-required-scopes': [...scopes] },
    either.length > 0 && { 'x-or-scope': either[0] },
  );
  for (const parameter of operation.parameters ?? []) {
    if ('$ref' in parameter || parameter.in !== 'path') continue;
    parameter.schema = { ...parameter.schema, ...route.pathSchemas[parameter.name] };
  }
  const problems = answers.of({
    scoped: scopes.length > 0,
    hasParameters: (operation.parameters ?? []).length > 0,
    hasPathParameters: (operation.parameters ?? []).some((each) => 'in' in each && each.in === 'path'),
    hasBody: operation.requestBody !== undefined,
    refusals: route.refusals,
  });
  for (const [status, response] of Object.entries(operation.responses)) {
    if (!response || '$ref' in response) continue;
    response.description ||= defaultDescription(status);
    // A route that answers people with a page answers a malformed request with a problem all the same.
    if (status in problems) Object.assign((response.content ??= {}), answers.contentOf(problems[status]));
  }
  operation.responses = { ...problems, ...operation.responses };
}

const descriptions: Readonly<Record<string, string>> = {
  200: 'Done; the result.',
  201: 'Recorded.',
  202: 'Taken on; it happens in the background.',
};

const defaultDescription = (status: string): string => descriptions[status] ?? 'The answer.';
