import type { FastifyInstance } from 'fastify';
import type { Repository } from './credentials.ts';
import { refuseUnknown } from './errors.ts';
import { providerOf } from './present-doi.ts';
import { readQuery } from './query.ts';
import type { Json } from './record.ts';

/** `/repositories`, `/client-prefixes` and `/prefixes`: what an account may write, for checks before writing. */
export function addAccountRoutes(
  app: FastifyInstance,
  repositories: readonly Repository[],
  startedAt: Date,
): void {
  const since = startedAt.toISOString();

  app.get<{ Params: { id: string } }>('/repositories/:id', async (request) => {
    const wanted = request.params.id.toLowerCase();
    const repository = repositories.find(({ id }) => id.toLowerCase() === wanted);
    if (repository === undefined) throw refuseUnknown();
    return { data: presentRepository(repository, since) };
  });

  app.get('/client-prefixes', async (request) => {
    const clientId = readQuery(request)['client-id']?.toLowerCase();
    const data = repositories
      .filter(({ id }) => clientId === undefined || id.toLowerCase() === clientId)
      .flatMap((repository) =>
        repository.prefixes.map((prefix) => presentAssignment(repository, prefix, since)),
      );
    return { data, meta: { total: data.length, totalPages: data.length === 0 ? 0 : 1, page: 1 } };
  });

  app.get<{ Params: { id: string } }>('/prefixes/:id', async (request) => {
    const prefix = request.params.id;
    const owners = repositories.filter(({ prefixes }) => prefixes.includes(prefix));
    if (owners.length === 0) throw refuseUnknown();
    return {
      data: {
        id: prefix,
        type: 'prefixes',
        attributes: { prefix, createdAt: since },
        relationships: {
          clients: { data: owners.map(({ id }) => ({ id: id.toLowerCase(), type: 'clients' })) },
          providers: { data: owners.map(({ id }) => ({ id: providerOf(id), type: 'providers' })) },
        },
      },
    };
  });
}

function presentRepository({ id, prefixes, domains }: Repository, since: string): Json {
  return {
    id: id.toLowerCase(),
    type: 'repositories',
    attributes: {
      name: id.toUpperCase(),
      symbol: id.toUpperCase(),
      year: Number(since.slice(0, 4)),
      clientType: 'repository',
      domains: domains?.join(',') ?? '*',
      created: since,
      updated: since,
      isActive: true,
    },
    relationships: {
      provider: { data: { id: providerOf(id), type: 'providers' } },
      prefixes: { data: prefixes.map((prefix) => ({ id: prefix, type: 'prefixes' })) },
    },
  };
}

function presentAssignment({ id }: Repository, prefix: string, since: string): Json {
  return {
    id: `${id.toLowerCase()}-${prefix}`,
    type: 'client-prefixes',
    attributes: { createdAt: since, updatedAt: since },
    relationships: {
      client: { data: { id: id.toLowerCase(), type: 'clients' } },
      provider: { data: { id: providerOf(id), type: 'providers' } },
      prefix: { data: { id: prefix, type: 'prefixes' } },
    },
  };
}
