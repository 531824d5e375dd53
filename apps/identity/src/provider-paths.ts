import type { ServiceDescription } from '#libs/service-kit';

import { json, text, tokenPaths } from './token-paths.ts';

const html = (description: string) => ({ description, content: { 'text/html': { schema: text } } });
const metadata = (operationId: string, summary: string) => ({
  get: {
    operationId,
    summary,
    tags: ['discovery'],
    security: [],
    responses: {
      200: json('Endpoints, grants and algorithms.', {
        type: 'object',
        required: ['issuer', 'jwks_uri', 'token_endpoint'],
        properties: {
          issuer: { type: 'string', format: 'uri' },
          authorization_endpoint: { type: 'string', format: 'uri' },
          token_endpoint: { type: 'string', format: 'uri' },
          jwks_uri: { type: 'string', format: 'uri' },
        },
      }),
    },
  },
});

const query = (name: string, description: string, schema: object = text) => ({
  name,
  in: 'query',
  required: false,
  description,
  schema,
});

/** What the library behind this service answers; it knows nothing of the controllers' API description. */
export const providerPaths = {
  '/.well-known/openid-configuration': metadata('openidConfiguration', 'OpenID Connect Discovery 1.0'),
  '/.well-known/oauth-authorization-server': metadata('authorizationServerMetadata', 'RFC 8414'),
  '/jwks': {
    get: {
      operationId: 'keys',
      summary: 'Public keys that tokens are signed with (RFC 7517)',
      tags: ['discovery'],
      security: [],
      responses: {
        200: {
          description: 'The keys.',
          content: {
            'application/jwk-set+json': {
              schema: {
                type: 'object',
                required: ['keys'],
                properties: {
                  keys: {
                    type: 'array',
                    items: { type: 'object', required: ['kty', 'kid'], properties: { kty: text, kid: text } },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
  '/auth': {
    get: {
      operationId: 'authorize',
      summary: 'Begin a login (authorization code with PKCE, RFC 7636)',
      description:
        'What is wrong with a request is told at `redirect_uri` where that is known, else on a page.',
      tags: ['login'],
      security: [],
      parameters: [
        query('client_id', 'Client that asks for the login'),
        query('response_type', 'Always `code`', { enum: ['code'] }),
        query('redirect_uri', 'Where the login returns to; any port of a registered loopback address'),
        query('scope', 'Scopes with `openid`, separated by blanks'),
        query('resource', 'Service the token is for (RFC 8707)'),
        query('code_challenge', 'base64url(SHA-256(code_verifier))'),
        query('code_challenge_method', 'Always `S256`', { enum: ['S256'] }),
        query('state', 'Comes back unchanged'),
        query(
          'ui_locales',
          'Languages of the login page, the best first, separated by blanks; it is written in `de` and `en`',
        ),
        query(
          'acr_values',
          'Levels of assurance, separated by blanks; the login reaches the lowest (RFC 9470 §4)',
        ),
      ],
      responses: {
        303: { description: 'To the login page, or back with an error.' },
        400: html('A page that says what is wrong.'),
      },
    },
  },
  '/auth/{uid}': {
    get: {
      operationId: 'resumeLogin',
      summary: 'Go on after the login page',
      tags: ['login'],
      security: [],
      parameters: [{ name: 'uid', in: 'path', required: true, schema: text }],
      responses: {
        303: { description: 'Back to `redirect_uri` with the code.' },
        400: html('A page: the login has expired or belongs to another browser.'),
        404: {
          description: 'The address is none.',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  },
  ...tokenPaths,
} as unknown as NonNullable<ServiceDescription['paths']>;
