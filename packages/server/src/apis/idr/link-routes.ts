import type { FastifyInstance } from 'fastify';
import { formatAnchor } from '../../anchors/anchor.ts';
import { readAnchor } from '../../anchors/read-anchor.ts';
import type { SchemeProfile } from '../../anchors/scheme-document.ts';
import { transact } from '../../db/index.ts';
import { requireSteward, type Steward } from '../../http/steward.ts';
import {
  changeLink,
  deactivateLink,
  deleteLink,
  type Link,
  listLinksOfAnchor,
  readAnchorDetails,
  readLinkDetails,
  registerLinksIn,
} from '../../modules/links/index.ts';
import { compiledScheme, readScheme } from '../../modules/schemes/index.ts';
import { findAnchorMistakes } from './anchor-mistakes.ts';
import { refuseContexts, refuseLinkTypes } from './check-links.ts';
import { docs } from './docs.ts';
import { refuseDuplicates, refuseReturn } from './identities.ts';
import { messages } from './messages.ts';
import { presentLink, toLinkChange, toLinkWish } from './present-link.ts';
import { readLinkChange, readLinkQuery, readRegistration } from './read-link-body.ts';
import { refuse, refuseFields, refuseMistakes } from './refusals.ts';
import type { IdrContext } from './register.ts';
import type { Release } from './releases.ts';
import { inWordsOfLinks, orNotFound } from './translate-errors.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type LinkRequest = { Params: { linkId: string }; Querystring: Record<string, unknown> };

/** `/resolver` and `/resolver/links`: links of identifiers. */
export function registerLinkRoutes(app: FastifyInstance, ctx: IdrContext, release: Release): void {
  const described = docs(release);

  app.post('/resolver', { schema: described.register }, async (request, reply) => {
    const steward = requireSteward(request);
    const sent = readRegistration(request.body);
    const scheme = await readScheme(ctx.db, sent.namespace);
    if (scheme === null) {
      throw refuseFields(404, [{ field: 'namespace', message: messages.identifierNotFound }]);
    }
    const segments = [sent.identificationKeyType, sent.identificationKey, ...sent.qualifiers];
    refuseMistakes(findAnchorMistakes(compiledScheme(scheme), segments));
    refuseContexts(sent.responses);
    await refuseLinkTypes(ctx.db, sent.responses);
    const { links, outcomes, resolverUri } = await inWordsOfLinks(() =>
      transact(ctx.db, async (tx) => {
        const registered = await registerLinksIn(tx, ctx, steward, {
          namespace: sent.namespace,
          segments,
          description: sent.description,
          active: sent.active,
          links: sent.responses.map(toLinkWish),
        });
        if (release.contract === 'release-4') refuseDuplicates(sent.responses, registered);
        return registered;
      }),
    );
    const byId = new Map(links.map((link) => [link.id, link]));
    const profile = scheme.document.profile ?? 'open';
    return reply.code(201).send({
      message: messages.resolverRegistered,
      resolverUri,
      responses: outcomes.flatMap(({ id }) => {
        const link = byId.get(id);
        return link === undefined ? [] : [presentLink(link, profile)];
      }),
    });
  });

  app.get('/resolver/links', { schema: described.listLinks }, async (request) => {
    const steward = requireSteward(request);
    const query = readLinkQuery(request.query);
    const scheme = await readScheme(ctx.db, query.namespace);
    if (scheme === null) throw refuse(404, messages.namespaceNotFound(query.namespace));
    const compiled = compiledScheme(scheme);
    if (!compiled.identifiers.has(query.identificationKeyType)) {
      throw refuse(400, messages.aiCodeNotFound(query.identificationKeyType));
    }
    const read = readAnchor(compiled, [
      query.identificationKeyType,
      query.identificationKey,
      ...query.qualifiers,
    ]);
    if (!read.ok) throw refuse(404, messages.identifierDocumentNotFound);
    const links = await orNotFound(messages.identifierDocumentNotFound, () =>
      listLinksOfAnchor(ctx, steward, formatAnchor(read.anchor), {
        linkType: query.linkType ?? undefined,
        type: query.mimeType ?? undefined,
        hreflang: query.hreflang ?? undefined,
      }),
    );
    return links.map((link) => presentLink(link, compiled.profile));
  });

  app.get<LinkRequest>('/resolver/links/:linkId', { schema: described.readLink }, async (request) => {
    const { link, profile } = await readLink(ctx, requireSteward(request), request.params.linkId);
    return presentLink(link, profile);
  });

  app.put<LinkRequest>('/resolver/links/:linkId', { schema: described.changeLink }, async (request) => {
    const steward = requireSteward(request);
    const { linkId } = request.params;
    const change = readLinkChange(request.body);
    if (change === null) throw refuse(400, messages.emptyUpdateBody);
    const { anchor, profile } = await readLink(ctx, steward, linkId);
    refuseContexts([change]);
    await refuseLinkTypes(ctx.db, [change]);
    if (release.contract === 'release-4') {
      const { links } = await readAnchorDetails(ctx, steward, anchor);
      refuseReturn(links, linkId, change);
    }
    const { link } = await orNotFound(messages.linkIndexNotFound(linkId), () =>
      inWordsOfLinks(() =>
        changeLink(ctx, steward, linkId, { versions: 'any', change: toLinkChange(change) }),
      ),
    );
    return { message: messages.linkUpdated, ...presentLink(link, profile) };
  });

  app.delete<LinkRequest>('/resolver/links/:linkId', { schema: described.deleteLink }, async (request) => {
    const steward = requireSteward(request);
    const { linkId } = request.params;
    await readLink(ctx, steward, linkId);
    const { hard } = request.query;
    const isHard = typeof hard === 'string' && (hard.toLowerCase() === 'true' || hard === '1');
    await orNotFound(messages.linkIndexNotFound(linkId), async () => {
      if (isHard) await deleteLink(ctx, steward, linkId, 'any');
      else await deactivateLink(ctx, steward, linkId, 'any');
    });
    return { message: messages.linkDeleted };
  });
}

/** A link that someone may see, with the canonical text of its anchor. @throws IdrRefusal 404 */
async function readLink(
  ctx: IdrContext,
  steward: Steward,
  linkId: string,
): Promise<{ link: Link; anchor: string; profile: SchemeProfile }> {
  const unknown = messages.linkIndexNotFound(linkId);
  if (!UUID.test(linkId)) throw refuse(404, unknown);
  const { link, anchor } = await orNotFound(unknown, () => readLinkDetails(ctx, steward, linkId));
  const scheme = await readScheme(ctx.db, anchor.namespace);
  return { link, anchor: anchor.anchor, profile: scheme?.document.profile ?? 'open' };
}
