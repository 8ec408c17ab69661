import type { FastifyRequest } from 'fastify';

/** The query of a request, by name. */
export type Query = Readonly<Record<string, string | undefined>>;

/** Reads the query; of a parameter that is given more than once, the last one counts, as in Rails. */
export function readQuery(request: FastifyRequest): Query {
  const given = Object.entries(request.query as Record<string, string | string[]>);
  return Object.fromEntries(
    given.map(([name, value]) => [name, Array.isArray(value) ? value.at(-1) : value]),
  );
}
