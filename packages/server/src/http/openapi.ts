import { readFile } from 'node:fs/promises';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';

const LOGO = new URL('../../views/assets/favicon.svg', import.meta.url);

/** The shape of every refusal of `/api/v1` (RFC 9457). */
export const ProblemSchema = Type.Object(
  {
    type: Type.String({ description: 'Address that explains this kind of problem' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: 'What is wrong, where, and what to do' }),
    errors: Type.Optional(
      Type.Array(
        Type.Object({
          pointer: Type.String({
            description:
              'JSON pointer (RFC 6901) into the body; /querystring/… and /params/… for the address',
          }),
          detail: Type.String(),
        }),
      ),
    ),
  },
  { $id: 'Problem', description: 'A refusal (RFC 9457)' },
);

/** Describes the API as OpenAPI 3.1 at `/openapi.json`, with a browser at `/api-docs`. */
export async function registerOpenapi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Mintmark',
        version: '1',
        description:
          'Mint, describe, register and resolve persistent identifiers. Send an access token as `Authorization: Bearer …`; ' +
          'make one at `/app/tokens`. Every refusal is a problem document (RFC 9457).',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      components: {
        securitySchemes: { accessToken: { type: 'http', scheme: 'bearer' } },
        schemas: { Problem: ProblemSchema },
      },
      security: [{ accessToken: [] }],
    },
    refResolver: {
      buildLocalReference: (json, _base, _fragment, index) => String(json.$id ?? `Schema${index}`),
    },
    transformObject: (document) =>
      'openapiObject' in document ? withProblems(document.openapiObject) : document.swaggerObject,
  });
  await app.register(swaggerUi, {
    routePrefix: '/api-docs',
    // Nothing from elsewhere; and plain http, where that is how the service runs, is not turned into https.
    staticCSP:
      "default-src 'self'; img-src 'self' data:; base-uri 'self'; object-src 'none'; frame-ancestors 'none'",
    theme: { title: 'Mintmark API' },
    logo: { type: 'image/svg+xml', content: await readFile(LOGO), href: '/', target: '_self' },
    uiConfig: { docExpansion: 'list', deepLinking: true, persistAuthorization: false },
  });
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}

type OpenapiDocument = { paths?: Record<string, unknown> };

/** Adds the one shape of refusals to every operation, so that no route has to repeat it. */
function withProblems<T extends OpenapiDocument>(document: T): T {
  const refusal = {
    description: 'Refused',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  for (const operations of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(operations as Record<string, unknown>)) {
      if (typeof operation === 'object' && operation !== null && 'responses' in operation) {
        const responses = operation.responses as Record<string, unknown>;
        responses['4XX'] ??= refusal;
      }
    }
  }
  return document;
}
