import type { Pid } from '@mintmark/identifiers';
import type { FastifyRequest } from 'fastify';
import { type Anchor, formatAnchor } from '../../anchors/anchor.ts';
import { buildLinkset, type LinkContext } from './linkset.ts';
import { isPersonal, showLevels, type TypedLinkDeps } from './show-levels.ts';

/** What is registered for a persistent identifier, as one context object for each scheme that reads such identifiers. */
export type LinksOfPid = { contexts: LinkContext[]; personal: boolean };

/** @param subject the address that the links are about */
export async function readLinksOfPid(
  deps: TypedLinkDeps,
  request: FastifyRequest,
  pid: Pid,
  subject: string,
): Promise<LinksOfPid> {
  const { schemes } = await deps.schemes.latest();
  const answer: LinksOfPid = { contexts: [], personal: false };
  for (const { document, profile } of schemes.values()) {
    for (const { ai, grammar } of document.applicationIdentifiers) {
      if (grammar !== pid.scheme) continue;
      const key = { ai, value: pid.canonical };
      const anchor: Anchor = { namespace: document.namespace, key, qualifiers: [] };
      const registered = (await deps.read(formatAnchor(anchor)))?.document ?? null;
      if (registered?.state !== 'active') continue;
      const levels = await showLevels(deps, request, [{ anchor, document: registered }]);
      answer.personal ||= isPersonal(levels);
      const shown = levels.filter(({ links }) => links.length > 0);
      const { publicUrl } = deps.config;
      const valuesOf = () => ({ [ai]: pid.canonical });
      const { linkset } = buildLinkset({ levels: shown, successors: [], valuesOf, profile, publicUrl });
      answer.contexts.push(...linkset.map((context) => ({ ...context, anchor: subject })));
    }
  }
  return answer;
}
