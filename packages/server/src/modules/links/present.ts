import type { Static } from 'typebox';
import { untpAccessRoles } from '../../anchors/access-role.ts';
import type { StoredEvent } from '../../events.ts';
import { type AnchorDetails, formatResolverUri } from './details.ts';
import type { Handler } from './handlers/handler.ts';
import type { HandlerSchema } from './handlers/schema.ts';
import type { Link, StoredAnchor } from './link.ts';
import type { Registration } from './register/register-links.ts';
import type {
  AnchorEntrySchema,
  AnchorEventSchema,
  AnchorSchema,
  LinkSchema,
  RegistrationSchema,
} from './schema.ts';

export function presentLink(anchor: StoredAnchor, link: Link): Static<typeof LinkSchema> {
  return { anchor: anchor.anchor, ...presentLinkAlone(link) };
}

function presentLinkAlone(link: Link): Omit<Static<typeof LinkSchema>, 'anchor'> {
  return {
    id: link.id,
    linkType: link.curie ?? link.relation,
    relation: link.relation,
    target: link.target,
    title: link.title,
    titles: { ...link.titles },
    types: [...link.types],
    hreflang: [...link.hreflang],
    context: link.context,
    isDefault: link.isDefault,
    isDefaultContext: link.isDefaultContext,
    isDefaultType: link.isDefaultType,
    passQuery: link.passQuery,
    accessRoles: link.accessRoles.map(presentRole),
    encryptionMethod: link.encryptionMethod,
    method: [...link.method],
    rel: [...link.rel],
    public: link.public,
    validFrom: link.validFrom,
    validUntil: link.validUntil,
    active: link.active,
    predecessors: link.predecessors.map(({ href, title, type }) => ({ href, title, type })),
    version: link.version,
    createdAt: link.createdAt.toISOString(),
    updatedAt: link.updatedAt.toISOString(),
  };
}

/** Roles of UNTP are written in full, so that nobody takes them for an organisation's own. */
function presentRole(role: string): string {
  return untpAccessRoles.some((each) => each === role) ? `untp:accessRole#${role}` : role;
}

function presentFacts(anchor: StoredAnchor, beside: { organisation: string; resolverUri: string }) {
  return {
    anchor: anchor.anchor,
    namespace: anchor.namespace,
    ...beside,
    description: anchor.description,
    state: anchor.state,
    reason: anchor.reason,
    withdrawnAt: anchor.withdrawnAt,
    successor: anchor.successor,
    version: anchor.version,
    createdAt: anchor.createdAt.toISOString(),
    updatedAt: anchor.updatedAt.toISOString(),
  };
}

export function presentAnchor(details: AnchorDetails): Static<typeof AnchorSchema> {
  const { anchor, links, organisation, resolverUri } = details;
  return { ...presentFacts(anchor, { organisation, resolverUri }), links: links.map(presentLinkAlone) };
}

export function presentRegistration(registration: Registration): Static<typeof RegistrationSchema> {
  return {
    ...presentAnchor(registration),
    created: registration.isNew,
    outcomes: registration.outcomes.map((each) => ({ ...each })),
  };
}

export function presentEntry(
  entry: StoredAnchor & { linkCount: number },
  beside: { organisation: string; publicUrl: string },
): Static<typeof AnchorEntrySchema> {
  const resolverUri = formatResolverUri(beside.publicUrl, entry.anchor);
  return {
    ...presentFacts(entry, { organisation: beside.organisation, resolverUri }),
    linkCount: entry.linkCount,
  };
}

export function presentHandler(handler: Handler): Static<typeof HandlerSchema> {
  const { range, namespace, ai, beginning, target, title, version, createdAt, updatedAt } = handler;
  return {
    range,
    namespace,
    ai,
    beginning,
    target,
    title,
    version,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

export function presentEvent(event: StoredEvent): Static<typeof AnchorEventSchema> {
  const { id, action, at, actor, before, after, reason } = event;
  return {
    id,
    action,
    at: at.toISOString(),
    actor: {
      kind: actor.kind,
      name: 'name' in actor ? actor.name : null,
      orcid: 'orcid' in actor ? actor.orcid : null,
    },
    before,
    after,
    reason,
  };
}
