import { untpAccessRoles } from '../../anchors/access-role.ts';
import type { LinkView } from '../../anchors/link-document.ts';
import type { SchemeProfile } from '../../anchors/scheme-document.ts';
import type { Link, LinkWish } from '../../modules/links/index.ts';
import type { SentLink } from './read-link-body.ts';

/** A link in the members of release 4, with the names of older releases beside them. */
export function presentLink(link: Link, profile: SchemeProfile) {
  const [language] = link.hreflang;
  return {
    linkId: link.id,
    id: link.id,
    linkType: link.curie ?? link.relation,
    title: link.title,
    linkTitle: link.title,
    targetUrl: link.target,
    mimeType: link.types[0] ?? '',
    context: link.context,
    hreflang: link.hreflang,
    ...(language === undefined ? {} : { ianaLanguage: language }),
    fwqs: link.passQuery ?? profile === 'gs1',
    active: link.active,
    defaultLinkType: link.isDefault,
    defaultContext: link.isDefaultContext,
    defaultMimeType: link.isDefaultType,
    ...presentExtensions(link),
    createdAt: link.createdAt.toISOString(),
    updatedAt: link.updatedAt.toISOString(),
  };
}

type Extended = Pick<LinkView, 'encryptionMethod' | 'accessRoles' | 'method' | 'rel' | 'public'>;

/** UNTP's members of a link, as far as it has them. */
export function presentExtensions({
  encryptionMethod,
  accessRoles,
  method,
  rel,
  public: isPublic,
}: Extended) {
  return {
    ...(encryptionMethod === null ? {} : { encryptionMethod }),
    ...(accessRoles.length === 0 ? {} : { accessRole: accessRoles.map(nameAccessRole) }),
    ...(method[0] === undefined ? {} : { method: method[0] }),
    ...(isPublic === null ? {} : { public: isPublic }),
    ...(rel.length === 0 ? {} : { rel }),
  };
}

/** What a link of release 4 wishes. */
export function toLinkWish(sent: SentLink): LinkWish {
  return { ...toLinkChange(sent), linkType: sent.linkType, target: sent.targetUrl, title: sent.title };
}

/** The same of a change: only what was said. */
export function toLinkChange(sent: Partial<SentLink>): Partial<LinkWish> {
  const change: Partial<LinkWish> = {
    linkType: sent.linkType,
    target: sent.targetUrl,
    title: sent.title,
    types: sent.mimeType === undefined ? undefined : [sent.mimeType],
    hreflang: sent.hreflang,
    context: sent.context,
    passQuery: sent.fwqs,
    active: sent.active,
    isDefault: sent.defaultLinkType,
    isDefaultContext: sent.defaultContext,
    isDefaultType: sent.defaultMimeType,
    encryptionMethod: sent.encryptionMethod,
    accessRoles: sent.accessRole,
    method: sent.method === undefined ? undefined : [sent.method],
    public: sent.public,
    rel: sent.rel,
  };
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

/** Roles of UNTP by their full name, those of organisations by their own. */
function nameAccessRole(role: string): string {
  return (untpAccessRoles as readonly string[]).includes(role) ? `untp:accessRole#${role}` : role;
}

const MEMBERS: Readonly<Record<string, string>> = {
  links: 'responses',
  target: 'targetUrl',
  types: 'mimeType',
  isDefault: 'defaultLinkType',
  isDefaultContext: 'defaultContext',
  isDefaultType: 'defaultMimeType',
  accessRoles: 'accessRole',
  passQuery: 'fwqs',
};

/** The place of a problem that a link has by our own rules: `/links/0/types/0` is `responses.0.mimeType`. */
export function toLinkField(pointer: string): string {
  const parts = pointer.split('/').slice(1);
  const isOfLink = parts[0] === 'links';
  return parts
    .slice(0, isOfLink ? 3 : 1)
    .map((part) => MEMBERS[part] ?? part)
    .join('.');
}
