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

/** Another contract beside our own: routes under its prefixes are described in a document of their own. */
export type FurtherContract = {
  title: string;
  description: string;
  version: string;
  prefixes: readonly string[];
  /** The address to show for a route, such as one that takes everything below a prefix. */
  nameAddress(url: string): string;
  /** In the order in which they are shown. */
  tags: readonly string[];
  /** Where the document is. */
  path: string;
};

/**
 * Describes the API as OpenAPI 3.1 at `/openapi.json`, and another contract at its own address; both can be browsed at
 * `/api-docs`.
 */
export async function registerOpenapi(app: FastifyInstance, further: FurtherContract): Promise<void> {
  const isFurther = (url: string): boolean => further.prefixes.some((prefix) => url.startsWith(`${prefix}/`));
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
    transform: ({ schema, url }) => ({ schema: isFurther(url) ? { ...schema, hide: true } : schema, url }),
    transformObject: (document) =>
      'openapiObject' in document ? withProblems(document.openapiObject) : document.swaggerObject,
  });
  await app.register(swagger, {
    decorator: 'furtherSwagger',
    openapi: {
      openapi: '3.1.0',
      info: { title: further.title, version: further.version, description: further.description },
      tags: further.tags.map((name) => ({ name })),
      servers: [{ url: '/' }],
      components: { securitySchemes: { accessToken: { type: 'http', scheme: 'bearer' } } },
    },
    transform: ({ schema, url }) => ({
      schema: isFurther(url) ? schema : { ...schema, hide: true },
      url: isFurther(url) ? further.nameAddress(url) : url,
    }),
  });
  await app.register(swaggerUi, {
    routePrefix: '/api-docs',
    // Nothing from elsewhere; and plain http, where that is how the service runs, is not turned into https.
    staticCSP:
      "default-src 'self'; img-src 'self' data:; base-uri 'self'; object-src 'none'; frame-ancestors 'none'",
    theme: { title: 'Mintmark API' },
    logo: { type: 'image/svg+xml', content: await readFile(LOGO), href: '/', target: '_self' },
    uiConfig: {
      docExpansion: 'list',
      deepLinking: true,
      persistAuthorization: false,
      urls: [
        { url: '/openapi.json', name: 'Mintmark' },
        { url: further.path, name: further.title },
      ],
    },
  });
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  app.get(further.path, { schema: { hide: true } }, async () => app.furtherSwagger());
}

declare module 'fastify' {
  interface FastifyInstance {
    furtherSwagger: FastifyInstance['swagger'];
  }
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
