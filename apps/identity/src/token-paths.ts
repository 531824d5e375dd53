export const text = { type: 'string' as const };

export const json = (description: string, schema: object, example?: object) => ({
  description,
  content: { 'application/json': { schema, ...(example && { example }) } },
});

/** RFC 6749 §5.2: an OAuth client expects this form, not a problem. */
const oauthError = (description: string) =>
  json(
    description,
    {
      type: 'object',
      required: ['error'],
      properties: { error: text, error_description: text },
    },
    { error: 'invalid_request', error_description: 'missing required parameter(s)' },
  );

const clientAssertion = {
  client_assertion_type: { enum: ['urn:ietf:params:oauth:client-assertion-type:jwt-bearer'] },
  client_assertion: { ...text, description: 'JWT: iss = sub = client id, aud = issuer, jti, exp' },
};

const userInfo = (operationId: string) => ({
  operationId,
  summary: 'What the client is told of who has logged in (OpenID Connect Core §5.3)',
  description:
    'Takes the token that a client with `told` gets where its token request names no `resource`, good for a minute. Which claims there are is a matter of the client, the login and its level.',
  tags: ['tokens'],
  security: [],
  parameters: [
    {
      name: 'Authorization',
      in: 'header',
      required: true,
      description: '`Bearer`, or `DPoP` with a proof',
      schema: text,
    },
    { name: 'DPoP', in: 'header', required: false, description: 'Proof of possession', schema: text },
  ],
  responses: {
    200: json('The claims.', {
      type: 'object',
      required: ['sub'],
      properties: {
        sub: { ...text, description: 'As in the tokens' },
        given_name: text,
        family_name: text,
        birthdate: { ...text, description: 'YYYY-MM-DD' },
        idnr: { ...text, description: 'Identification number, at `substantial` or `high`' },
        name: { ...text, description: 'Of a member of staff' },
        authority_name: { ...text, description: 'Of a member of staff' },
      },
    }),
    400: oauthError('The request is not usable.'),
    401: oauthError('The token is none for this.'),
  },
});

/** Tokens: issued, used here, and given up. */
export const tokenPaths = {
  '/userinfo': { get: userInfo('userInfo'), post: userInfo('userInfoByPost') },
  '/token': {
    post: {
      operationId: 'issueToken',
      summary: 'Get an access token (RFC 6749 §3.2)',
      description:
        'The client authenticates by `private_key_jwt` (RFC 7523). A `DPoP` proof binds the token to a key (RFC 9449).',
      tags: ['tokens'],
      security: [],
      parameters: [
        { name: 'DPoP', in: 'header', required: false, description: 'Proof of possession', schema: text },
      ],
      requestBody: {
        required: true,
        content: { 'application/x-www-form-urlencoded': { schema: tokenRequest() } },
      },
      responses: {
        200: json('The token.', {
          type: 'object',
          required: ['access_token', 'token_type', 'expires_in'],
          properties: {
            access_token: text,
            token_type: { enum: ['Bearer', 'DPoP'] },
            expires_in: { type: 'integer' },
            scope: text,
            id_token: text,
            refresh_token: { ...text, description: 'Of a client that keeps sessions' },
          },
        }),
        400: oauthError('The request, the grant or the resource is not usable.'),
        401: oauthError('The client did not authenticate.'),
      },
    },
  },
  '/token/revocation': {
    post: {
      operationId: 'endSession',
      summary: 'Give up a refresh token (RFC 7009)',
      description: 'Access tokens that were issued by it live on until they expire, five minutes at most.',
      tags: ['tokens'],
      security: [],
      requestBody: {
        required: true,
        content: {
          'application/x-www-form-urlencoded': {
            schema: {
              type: 'object',
              required: ['token', 'client_assertion_type', 'client_assertion'],
              properties: { token: text, token_type_hint: text, client_id: text, ...clientAssertion },
            },
          },
        },
      },
      responses: {
        200: { description: 'It is good for nothing, or was not before.' },
        400: oauthError('The request is not usable.'),
        401: oauthError('The client did not authenticate.'),
      },
    },
  },
};

function tokenRequest(): object {
  return {
    type: 'object',
    required: ['grant_type', 'client_assertion_type', 'client_assertion'],
    properties: {
      grant_type: { enum: ['client_credentials', 'authorization_code', 'refresh_token'] },
      client_id: text,
      resource: {
        ...text,
        description:
          'Base URL of the service the token is for (RFC 8707); without it, a client with `told` gets a token for /userinfo',
      },
      scope: text,
      ...clientAssertion,
      code: { ...text, description: 'With `authorization_code`' },
      redirect_uri: { ...text, description: 'With `authorization_code`' },
      code_verifier: { ...text, description: 'With `authorization_code`' },
      refresh_token: { ...text, description: 'With `refresh_token`' },
    },
  };
}
