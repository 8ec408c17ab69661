import type { FastifyInstance, FastifyRequest } from 'fastify';
import { carryOutBefore, sendRateLimited, withholdAnswer } from './carry-out.ts';
import { parseFaultOrder } from './fault-order.ts';
import {
  createFaultRegistry,
  type Fault,
  type FaultRegistry,
  type FaultTarget,
  TRANSPORT_KINDS,
  type TransportKind,
} from './faults.ts';
import { createRateLimiter, type RateLimit } from './rate-limiter.ts';
import { createRequestLog, type LoggedRequest, redactAuthorization, redactForm } from './request-log.ts';

type ControlOptions = {
  now: () => Date;
  /** Kinds of fault that the stand-in itself carries out, by calling `faults.strike([kind], target)`. */
  ownKinds?: readonly string[];
  /** Text of a 429, from a fault or from `rateLimit`. */
  rateLimitedText: string;
  /** A real limit per caller address; absent: none. */
  rateLimit?: RateLimit;
  /** The DOI that a request is about, in any case, for faults that name one. */
  doiOf?: (request: FastifyRequest) => string | null;
  /** Forgets the state of the stand-in, for `POST /_control/reset`. */
  reset: () => void | Promise<void>;
};

/** How many requests the log keeps. */
const LOG_LIMIT = 1000;

/**
 * Puts the control API under `/_control/` and its faults in front of every other route of a stand-in.
 * Call it on the root instance, before the routes: its hooks then cover them and the 404 handler.
 * Returns the registry, for the kinds of fault that the stand-in carries out itself.
 */
export function installControl(app: FastifyInstance, options: ControlOptions): FaultRegistry {
  const faults = createFaultRegistry();
  const log = createRequestLog(LOG_LIMIT);
  const limiter = options.rateLimit === undefined ? null : createRateLimiter(options.rateLimit);
  const closing = new AbortController();
  const entries = new WeakMap<FastifyRequest, LoggedRequest>();
  const struck = new WeakMap<FastifyRequest, Fault & { kind: TransportKind }>();

  app.addHook('preClose', async () => closing.abort());

  app.addHook('onRequest', async (request, reply) => {
    if (isControl(request)) return;
    const entry = describeRequest(request, options.now());
    entries.set(request, entry);
    log.add(entry);
    const retryAfterSeconds = limiter?.(request.ip, options.now()) ?? null;
    if (retryAfterSeconds === null) return;
    sendRateLimited(reply, options.rateLimitedText, { retryAfterSeconds });
    return reply;
  });

  app.addHook('preHandler', async (request, reply) => {
    const entry = entries.get(request);
    if (entry === undefined) return;
    entry.body = describeBody(request.body);
    const fault = faults.strike(TRANSPORT_KINDS, targetOf(request, options.doiOf));
    if (fault === null || !isTransportFault(fault)) return;
    entry.fault = fault.kind;
    struck.set(request, fault);
    const outcome = await carryOutBefore(fault, request, reply, {
      closing: closing.signal,
      rateLimitedText: options.rateLimitedText,
    });
    // A hook that has answered must return the reply: else Fastify goes on to the handler.
    if (outcome === 'answered') return reply;
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const fault = struck.get(request);
    if (fault?.kind === 'timeout-after-commit') await withholdAnswer(fault, request, closing.signal);
    else {
      const entry = entries.get(request);
      if (entry !== undefined) entry.status = reply.statusCode;
    }
    return payload;
  });

  app.register(
    async (control) => {
      control.removeAllContentTypeParsers();
      control.addContentTypeParser('*', { parseAs: 'string' }, parseControlBody);
      control.setErrorHandler(async (error, _request, reply) =>
        reply.code(400).send({ error: error instanceof Error ? error.message : String(error) }),
      );
      control.get('/faults', async () => ({ items: faults.list() }));
      control.post('/faults', async (request, reply) => {
        const order = parseFaultOrder(request.body, [...TRANSPORT_KINDS, ...(options.ownKinds ?? [])]);
        if (!order.ok) return reply.code(400).send({ error: order.problem });
        return reply.code(201).send(faults.add(order.value));
      });
      control.delete('/faults', async (_request, reply) => {
        faults.clear();
        return reply.code(204).send();
      });
      control.delete<{ Params: { id: string } }>('/faults/:id', async (request, reply) =>
        faults.remove(request.params.id)
          ? reply.code(204).send()
          : reply.code(404).send({ error: 'There is no such fault.' }),
      );
      control.get('/requests', async () => ({ items: log.list() }));
      control.delete('/requests', async (_request, reply) => {
        log.clear();
        return reply.code(204).send();
      });
      control.post('/reset', async (_request, reply) => {
        faults.clear();
        log.clear();
        await options.reset();
        return reply.code(204).send();
      });
    },
    { prefix: '/_control' },
  );

  return faults;
}

/**
 * Says what a request is, for matching faults: method, decoded path without query, and the DOI it is about.
 * A path that cannot be decoded is taken as it was sent.
 */
export function targetOf(request: FastifyRequest, doiOf?: ControlOptions['doiOf']): FaultTarget {
  const path = request.url.split('?', 1)[0] ?? request.url;
  return {
    method: request.method,
    path: decodePath(path),
    doi: doiOf?.(request)?.toLowerCase() ?? null,
  };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function isControl(request: FastifyRequest): boolean {
  return request.url.startsWith('/_control/');
}

function isTransportFault(fault: Fault): fault is Fault & { kind: TransportKind } {
  return TRANSPORT_KINDS.some((kind) => kind === fault.kind);
}

function describeRequest(request: FastifyRequest, at: Date): LoggedRequest {
  return {
    method: request.method,
    path: request.url,
    at: at.toISOString(),
    status: null,
    fault: null,
    authorization: redactAuthorization(request.headers.authorization),
    userAgent: request.headers['user-agent'] ?? null,
    contentType: request.headers['content-type'] ?? null,
    body: null,
  };
}

function describeBody(body: unknown): unknown {
  if (Buffer.isBuffer(body)) return body.toString('utf8');
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return redactForm({ ...body });
  return body ?? null;
}

async function parseControlBody(_request: FastifyRequest, body: string): Promise<unknown> {
  return body === '' ? undefined : JSON.parse(body);
}
