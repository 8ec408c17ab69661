import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isRestricted, readAccessRole } from '../../anchors/access-role.ts';
import type { Anchor } from '../../anchors/anchor.ts';
import type { CompiledScheme } from '../../anchors/compile-scheme.ts';
import type { LinkView } from '../../anchors/link-document.ts';
import { readAnchor } from '../../anchors/read-anchor.ts';
import { createBatchReader } from '../../db/batch-reader.ts';
import { findAccessRoles } from '../../modules/accounts/index.ts';
import { decodeSegments, readParameters, splitAddress } from '../../resolver/typed-links/address.ts';
import { setCaching } from '../../resolver/typed-links/answer.ts';
import { type Ask, readAsk } from '../../resolver/typed-links/ask.ts';
import { createSchemeCatalogue } from '../../resolver/typed-links/catalogue.ts';
import { chooseLink } from '../../resolver/typed-links/choose-link.ts';
import type { VisibleLevel } from '../../resolver/typed-links/decide.ts';
import { addressAtHandler, findHandlerOf } from '../../resolver/typed-links/handlers.ts';
import { listWebLinks } from '../../resolver/typed-links/linkset.ts';
import { lookUpAnchor } from '../../resolver/typed-links/look-up.ts';
import { chooseLinksetType, LINKSET_JSON, LINKSET_TEXT } from '../../resolver/typed-links/media.ts';
import type { AnchorRequest } from '../../resolver/typed-links/read-request.ts';
import { isPersonal, showLevels, type TypedLinkDeps } from '../../resolver/typed-links/show-levels.ts';
import { findAnchors, findHandlers } from '../../resolver/typed-links/store.ts';
import { addQuery, expandTarget, listTemplateValues } from '../../resolver/typed-links/target.ts';
import { writeLinkHeader, writeLinksetText } from '../../resolver/typed-links/write-links.ts';
import { findAnchorMistakes } from './anchor-mistakes.ts';
import { docs } from './docs.ts';
import { messages } from './messages.ts';
import { type LinksetSource, listHeaderLinks, presentLinkset } from './present-linkset.ts';
import { refuse, refuseAsFramework, refuseFields, refuseMistakes } from './refusals.ts';
import type { IdrContext } from './register.ts';
import type { Release } from './releases.ts';

/** What resolving reads with, the same for all releases. */
export function createResolutionReader(ctx: IdrContext): TypedLinkDeps {
  return {
    ...ctx,
    schemes: createSchemeCatalogue(ctx),
    read: createBatchReader((anchors) => findAnchors(ctx.db, anchors)),
    readHandler: createBatchReader((ranges) => findHandlers(ctx.db, ranges)),
    findRoles: (request) => findAccessRoles(ctx, request),
  };
}

/** `/{namespace}/{keyType}/{key}[/{qualifier}/{value}…]`: where an identifier leads, or the list of its links. */
export function registerResolutionRoutes(
  app: FastifyInstance,
  ctx: IdrContext,
  release: Release,
  reader: TypedLinkDeps,
): void {
  app.get(
    '/*',
    { schema: docs(release).resolve, config: { checksAddresses: true } },
    async (request, reply) => {
      const asked = await readAsked(request, release, reader);
      const { scheme, anchor, ask } = asked;
      const { found, hasHandlers } = await lookUpAnchor(reader.read, scheme, anchor);
      if (found.kind !== 'levels') {
        const isHandled = hasHandlers && found.kind === 'missing' && found.reason === 'unknown';
        const location = isHandled ? await findElsewhere(reader, asked) : null;
        if (location !== null) return reply.redirect(location, redirectStatus(release));
        throw refuse(found.kind === 'gone' ? 410 : 404, messages.cannotResolveLink);
      }
      const levels = narrow(await showLevels(reader, request, found.levels), asked.role);
      const source: LinksetSource = {
        scheme: scheme.document,
        levels,
        valuesOf: (level) => listTemplateValues(asked, level),
        root: `${ctx.config.publicUrl}${release.prefix}`,
        contract: release.contract,
      };
      setCaching(reply, isPersonal(found.levels));
      if (ask.linkType.kind === 'linkset') {
        count(ctx, request, 'linkset');
        return answerLinkset(request, reply, source, anchor);
      }
      const link = choose(levels, ask, scheme, release);
      const level = levels.find(({ links }) => link !== undefined && links.includes(link));
      if (link === undefined || level === undefined) throw refuse(404, messages.cannotResolveLink);
      const target = expandTarget(link, () => source.valuesOf(level.anchor));
      if (target === null) throw refuse(404, messages.cannotResolveLink);
      const same = level.links.filter(({ relation }) => relation === link.relation);
      count(ctx, request, 'link');
      return reply
        .code(redirectStatus(release))
        .headers({
          location: addQuery(target, link, asked),
          link: writeLinkHeader(listHeaderLinks(source, anchor, same)),
        })
        .send();
    },
  );
}

/** `role`: the access role that the query claims. */
type Asked = AnchorRequest & { role: string | null };

async function readAsked(
  request: FastifyRequest,
  release: Release,
  { schemes }: TypedLinkDeps,
): Promise<Asked> {
  const { segments: raw, query } = splitAddress((request.raw.url ?? '/').slice(release.prefix.length));
  if (raw.length < 3) throw refuseAsFramework(404, `Cannot ${request.method} ${request.url.split('?')[0]}`);
  const decoded = decodeSegments(raw);
  const parameters = readParameters(query);
  if (!decoded.ok || !parameters.ok || raw.length % 2 === 0) {
    throw refuseAsFramework(400, messages.invalidRequestData);
  }
  const [namespace = '', ...segments] = decoded.value;
  const scheme = (await schemes.latest()).schemes.get(namespace);
  if (scheme === undefined) {
    throw refuseFields(404, [{ field: 'namespace', message: messages.identifierNotFound }]);
  }
  refuseMistakes(findAnchorMistakes(scheme, segments));
  const read = readAnchor(scheme, segments);
  const ask = readAsk(parameters.value, request.headers);
  if (!read.ok || !ask.ok) throw refuseAsFramework(400, messages.invalidRequestData);
  const role = parameters.value.find(({ name }) => name === 'accessRole')?.value ?? '';
  return {
    scheme,
    anchor: read.anchor,
    attributes: [],
    others: parameters.value,
    query,
    ask: ask.value,
    role: role === '' ? null : role,
  };
}

/** A HEAD asks where an identifier leads; nobody goes there. */
function count(ctx: IdrContext, { method }: FastifyRequest, answer: string): void {
  ctx.metrics.resolutions.inc({ answer: method === 'HEAD' ? 'head' : answer });
}

function redirectStatus({ contract }: Release): 302 | 307 {
  return contract === 'documents' ? 307 : 302;
}

/** Where another resolver answers for an identifier that nobody registered here; null for nowhere. */
async function findElsewhere(
  { readHandler }: TypedLinkDeps,
  { anchor, query, scheme }: Asked,
): Promise<string | null> {
  const handler = await findHandlerOf(readHandler, scheme, anchor);
  return handler === null ? null : addressAtHandler(handler, anchor, query);
}

/**
 * Levels of which there is something to see. A role that the query claims opens nothing; it narrows what is shown to what
 * that role sees.
 */
function narrow(levels: readonly VisibleLevel[], claimed: string | null): VisibleLevel[] {
  const role = claimed === null ? null : (readAccessRole(claimed) ?? readAccessRole(capitalise(claimed)));
  const isSeen = (link: LinkView): boolean =>
    claimed === null || !isRestricted(link.accessRoles) || (role !== null && link.accessRoles.includes(role));
  return levels
    .map((level) => ({ ...level, links: level.links.filter(isSeen) }))
    .filter(({ links }) => links.length > 0);
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
}

/** Of links that nothing tells apart, release 4 takes the flagged one, else the one that was registered last. */
function choose(
  levels: readonly VisibleLevel[],
  ask: Ask,
  scheme: CompiledScheme,
  { contract }: Release,
): LinkView | undefined {
  const links = levels.map((level) => level.links);
  const choice = chooseLink(links, ask);
  const falls = contract === 'documents' && scheme.profile !== 'gs1';
  const final =
    choice.kind === 'none' && falls ? chooseLink(links, { ...ask, linkType: { kind: 'default' } }) : choice;
  switch (final.kind) {
    case 'one':
      return final.link;
    case 'several':
      return final.links.find(({ isDefaultType }) => isDefaultType) ?? final.links.at(-1);
    case 'none':
      return undefined;
    default:
      return final satisfies never;
  }
}

function answerLinkset(
  request: FastifyRequest,
  reply: FastifyReply,
  source: LinksetSource,
  anchor: Anchor,
): FastifyReply {
  if (source.levels.length === 0) throw refuse(404, messages.cannotResolveLink);
  const linkset = presentLinkset(source);
  const all = source.levels.flatMap(({ links }) => links);
  reply.header('link', writeLinkHeader(listHeaderLinks(source, anchor, all)));
  const { accept = '' } = request.headers;
  if (chooseLinksetType(accept) === LINKSET_TEXT) {
    return reply.type(LINKSET_TEXT).send(writeLinksetText(listWebLinks(linkset)));
  }
  // As bytes: to a text the framework would add a charset, which this media type does not have.
  const isPlain = /application\/json/i.test(accept) && !/application\/linkset/i.test(accept);
  return reply.type(isPlain ? 'application/json' : LINKSET_JSON).send(Buffer.from(JSON.stringify(linkset)));
}
