import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Anchor } from '../../anchors/anchor.ts';
import { type About, answerLinkset, answerRedirect, setCaching } from './answer.ts';
import { answerChoices } from './answer-choices.ts';
import { answerCompressed } from './answer-compressed.ts';
import { answerGone, answerMissing, answerWrong } from './answer-refusal.ts';
import type { Catalogue } from './catalogue.ts';
import { decide, type MissingReason } from './decide.ts';
import { addressAtHandler, findHandlerOf } from './handlers.ts';
import { GS1_VOCABULARY } from './link-type.ts';
import { buildLinkset, listFurtherLinks } from './linkset.ts';
import { type LookUp, lookUpAnchor } from './look-up.ts';
import { readLinksetProfile } from './media.ts';
import { type AnchorRequest, type Reading, ROOT_NAMESPACE, readRequest } from './read-request.ts';
import { isPersonal, showLevels, type TypedLinkDeps } from './show-levels.ts';
import { listTemplateValues } from './target.ts';

/**
 * What became of a request. `elsewhere`: the address is none of a scheme. `pid`: it may be one of our own persistent
 * identifiers; `target` is then the request target by which their resolver knows it, and `otherwise` answers if that
 * one does not know it.
 */
export type Outcome =
  | { kind: 'answered' }
  | { kind: 'elsewhere' }
  | { kind: 'pid'; target: string; otherwise: () => void };

/** Grammars of the persistent identifiers that this service mints and knows. */
const PID_GRAMMARS: ReadonlySet<string> = new Set(['doi', 'ark', 'handle', 'igsn']);

/** Answers a request if its address is one of a scheme; in one turn, unless schemes change in between. */
export async function answerAnchor(
  deps: TypedLinkDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Outcome> {
  let catalogue = await deps.schemes.current();
  // Each turn but the last one finds that a scheme changed since the last reading.
  for (;;) {
    const reading = readRequest(catalogue, request.raw.url ?? '/', request.headers);
    switch (reading.kind) {
      case 'elsewhere':
        return { kind: 'elsewhere' };
      case 'wrong': {
        const latest = await deps.schemes.latest();
        if (latest.epoch === catalogue.epoch) return refuseReading(deps, request, reply, reading);
        catalogue = latest;
        break;
      }
      case 'anchor': {
        const { scheme, anchor, ask } = reading.request;
        if (ask.compress && anchor.namespace === ROOT_NAMESPACE) {
          allowOthers(reply);
          count(deps, request, 'link-compressed');
          answerCompressed(deps, request, reply, reading.request);
          return { kind: 'answered' };
        }
        const lookUp = await lookUpAnchor(deps.read, scheme, anchor);
        const next: Catalogue = await deps.schemes.since(lookUp.epoch);
        if (next.epoch <= catalogue.epoch) return answerFound(deps, request, reply, reading, lookUp);
        catalogue = next;
        break;
      }
      default:
        return reading satisfies never;
    }
  }
}

function refuseReading(
  deps: TypedLinkDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  reading: Extract<Reading, { kind: 'wrong' }>,
): Outcome {
  return refuseUnlessPid(request, reading.atRoot, () => {
    allowOthers(reply);
    count(deps, request, 'link-unreadable');
    answerWrong(deps, request, reply, reading.problem);
  });
}

async function answerFound(
  deps: TypedLinkDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { request: asked, atRoot }: Extract<Reading, { kind: 'anchor' }>,
  { found, successors, hasHandlers }: LookUp,
): Promise<Outcome> {
  const { publicUrl } = deps.config;
  const levels = found.kind === 'levels' ? await showLevels(deps, request, found.levels) : [];
  const decision = decide(asked, found, levels);
  const about: About = { anchor: asked.anchor, publicUrl, personal: isPersonal(levels), successors };
  if (decision.kind === 'missing' && found.kind === 'missing') {
    return answerUnregistered(deps, request, reply, asked, { atRoot, hasHandlers, reason: found.reason });
  }
  allowOthers(reply);
  switch (decision.kind) {
    case 'redirect': {
      count(deps, request, 'link');
      const further = asked.scheme.profile === 'gs1' ? [] : listFurtherLinks(levels, asked);
      answerRedirect(reply, about, { ...decision, further });
      break;
    }
    case 'choices':
      count(deps, request, 'link-choices');
      answerChoices(deps, request, reply, about, decision, asked);
      break;
    case 'linkset': {
      count(deps, request, 'linkset');
      const wanted = readLinksetProfile(request.headers.accept);
      const profile = wanted?.profile ?? asked.scheme.profile;
      const valuesOf = (level: Anchor) => listTemplateValues(asked, level);
      const linkset = buildLinkset({ ...decision, valuesOf, successors, profile, publicUrl });
      answerLinkset(request, reply, about, linkset);
      break;
    }
    case 'missing':
      count(deps, request, 'link-missing');
      answerMissing(deps, request, reply, { anchor: asked.anchor, reason: decision.reason });
      break;
    case 'gone':
      count(deps, request, 'link-gone');
      answerGone(deps, request, reply, decision.level);
      break;
    default:
      decision satisfies never;
  }
  return { kind: 'answered' };
}

/**
 * Nothing is registered: another resolver may answer for this range of keys, or it is one of our own persistent
 * identifiers.
 */
async function answerUnregistered(
  deps: TypedLinkDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  asked: AnchorRequest,
  { atRoot, hasHandlers, reason }: { atRoot: boolean; hasHandlers: boolean; reason: MissingReason },
): Promise<Outcome> {
  const { anchor, scheme, query } = asked;
  const refuse = () => {
    allowOthers(reply);
    count(deps, request, 'link-missing');
    answerMissing(deps, request, reply, { anchor, reason });
  };
  if (reason !== 'unknown') {
    refuse();
    return { kind: 'answered' };
  }
  const handler = hasHandlers ? await findHandlerOf(deps.readHandler, scheme, anchor) : null;
  const location = handler === null ? null : addressAtHandler(handler, anchor, query);
  if (location !== null) {
    allowOthers(reply);
    count(deps, request, 'link-handled');
    setCaching(reply, false);
    const status = scheme.profile === 'open' ? 302 : 307;
    const link = `<${location.replace(/[<>]/g, encodeURIComponent)}>; rel="${GS1_VOCABULARY}handledBy"`;
    reply.code(status).headers({ location, link }).send();
    return { kind: 'answered' };
  }
  const { grammar = '' } = scheme.identifiers.get(anchor.key.ai)?.definition ?? {};
  if (PID_GRAMMARS.has(grammar) && anchor.qualifiers.length === 0) {
    const tail = query === null ? '' : `?${query}`;
    return { kind: 'pid', target: `/${encodeURIComponent(anchor.key.value)}${tail}`, otherwise: refuse };
  }
  return refuseUnlessPid(request, atRoot, refuse);
}

/** At the root a Handle may begin with the same digits as a GS1 key; the resolver of those is asked first. */
function refuseUnlessPid(request: FastifyRequest, atRoot: boolean, refuse: () => void): Outcome {
  if (atRoot) return { kind: 'pid', target: request.raw.url ?? '/', otherwise: refuse };
  refuse();
  return { kind: 'answered' };
}

function allowOthers(reply: FastifyReply): void {
  reply.headers({
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'Link, Location, ETag',
  });
}

/** A HEAD asks where a link leads, not for what is there: it is no scan. */
function count(deps: TypedLinkDeps, request: FastifyRequest, answer: string): void {
  deps.metrics.resolutions.inc({ answer: request.method === 'HEAD' ? 'head' : answer });
}
