import type { FastifyRequest } from 'fastify';
import { installControl, targetOf } from '../control/install-control.ts';
import type { RateLimit } from '../control/rate-limiter.ts';
import { createStandInApp, type ListenOptions, listen, type StandIn } from '../stand-in.ts';
import { identifyCaller, presentCaller, type Repository } from './credentials.ts';
import { Refusal, refuse, refuseMediaType, refuseUnknown } from './errors.ts';
import { negotiateFormat } from './negotiate.ts';
import { isObject } from './read-attributes.ts';
import { installBodyReading, parseBody } from './read-body.ts';
import { addAccountRoutes } from './routes-accounts.ts';
import { addDoiRoutes } from './routes-dois.ts';
import { openDoiStore } from './store.ts';

export type DataciteStandInOptions = ListenOptions & {
  repositories: Repository[];
  now?: () => Date;
  /** File that keeps the DOIs over restarts; absent: memory only. */
  stateFile?: string;
  /** Limit per caller address, as DataCite's firewall sets one; absent: none. */
  rateLimit?: RateLimit;
};

const RATE_LIMITED = 'Your request has been rate limited. See https://support.datacite.org/docs/rate-limit.';

/**
 * Starts a stand-in of DataCite's REST API, of its resolver (`GET /{doi}`) and of the Handle system behind it.
 * Answers what DataCite would, including its silences; what differs is in README.md. Fails when the port is
 * taken or the state file cannot be read.
 */
export async function startDataciteStandIn(options: DataciteStandInOptions): Promise<StandIn> {
  const now = options.now ?? (() => new Date());
  const store = await openDoiStore(options.stateFile);
  const app = createStandInApp();
  const callerOf = (request: FastifyRequest) =>
    identifyCaller(request.headers.authorization, options.repositories);

  installBodyReading(app);
  const faults = installControl(app, {
    now,
    ownKinds: ['handle-refused'],
    rateLimitedText: RATE_LIMITED,
    ...(options.rateLimit === undefined ? {} : { rateLimit: options.rateLimit }),
    doiOf: findDoi,
    reset: () => store.clear(),
  });

  app.addHook('preHandler', async (request, reply) => {
    if (request.url.startsWith('/_control/')) return;
    reply.headers(presentCaller(callerOf(request)));
    if (request.url.startsWith('/dois') && negotiateFormat(request.headers.accept) === null) {
      throw refuseMediaType();
    }
    request.body = parseBody(request);
  });
  app.addHook('onClose', async () => store.close());

  app.setErrorHandler(async (error, _request, reply) => {
    const refusal = error instanceof Refusal ? error : refuse(400, describeError(error));
    return reply.code(refusal.status).headers(refusal.headers).send(refusal.body);
  });
  app.setNotFoundHandler(async () => {
    throw refuseUnknown();
  });

  app.get('/heartbeat', async (_request, reply) => reply.type('text/plain').send('OK'));
  addDoiRoutes(app, {
    store,
    now,
    callerOf,
    handOver: (request, doi) => faults.strike(['handle-refused'], { ...targetOf(request), doi }) === null,
  });
  addAccountRoutes(app, options.repositories, now());

  app.get('/_control/dois', async () => ({
    items: store.list().map(({ doi, state, url, registered, handleUrl, repositoryId, writes }) => ({
      doi,
      state,
      url,
      registered,
      handleUrl,
      repositoryId,
      writeCount: writes.length,
      writes,
    })),
  }));

  // The resolver: what doi.org would do, which knows only what the Handle system accepted.
  app.get<{ Params: { '*': string } }>('/*', async (request, reply) => {
    const handleUrl = store.get(request.params['*'].toLowerCase())?.handleUrl ?? null;
    if (handleUrl === null) throw refuseUnknown();
    return reply.redirect(escapeForHeader(handleUrl), 302);
  });

  return listen(app, options);
}

/** The DOI in the path of a request, else in its JSON:API document. */
function findDoi(request: FastifyRequest): string | null {
  const path = targetOf(request).path.replace(/^\/dois\//, '/');
  const named = /^\/(10\.\d+\/.+?)(\/get-url|\/activities)?$/.exec(path)?.[1];
  if (named !== undefined) return named;
  if (!Buffer.isBuffer(request.body)) return null;
  try {
    const document: unknown = JSON.parse(request.body.toString('utf8'));
    const data = isObject(document) ? document.data : null;
    const attributes = isObject(data) ? data.attributes : null;
    return isObject(attributes) && typeof attributes.doi === 'string' ? attributes.doi : null;
  } catch {
    return null;
  }
}

/** A URL may hold characters that a header may not; they are percent-encoded as UTF-8. */
function escapeForHeader(url: string): string {
  return url.toWellFormed().replace(/[^\x21-\x7e]+/g, encodeURIComponent);
}

function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
