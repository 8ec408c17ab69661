import { Type } from 'typebox';
import { encryptionMethods } from './link.ts';
import { DESCRIPTION_LIMIT, LINKS_OF_A_WISH } from './register/read-wish.ts';
import { CONTEXT_LIMIT, LIST_LIMIT, TITLE_LIMIT } from './rules/read-link.ts';
import { TARGET_LENGTH_LIMIT } from './rules/target.ts';

type Schema = Parameters<typeof Type.Array>[0];

export const Nullable = <T extends Schema>(schema: T) => Type.Union([schema, Type.Null()]);
export const Timestamp = Type.String({ format: 'date-time' });
const Texts = (description: string) => Type.Array(Type.String(), { description });

export const pageOf = <T extends Schema>(item: T) =>
  Type.Object({ items: Type.Array(item), next: Nullable(Type.String()) });

const linkMembers = {
  id: Type.String(),
  linkType: Type.String({ description: 'prefix:key where its vocabulary is known here, or the relation' }),
  relation: Type.String({ description: 'Address of the link type, or a relation that IANA registers' }),
  target: Type.String({ description: 'An address or an RFC 6570 template of one' }),
  title: Type.String(),
  titles: Type.Record(Type.String(), Type.String(), { description: 'By BCP 47 tag' }),
  types: Texts('Media types; the first is the main one'),
  hreflang: Texts('BCP 47 tags'),
  context: Type.String({ description: 'Where or for whom it holds; empty: everywhere' }),
  isDefault: Type.Boolean({ description: 'What is given when nothing is asked for' }),
  isDefaultContext: Type.Boolean({ description: 'The one among those of its link type' }),
  isDefaultType: Type.Boolean({ description: 'The one among those of its link type and context' }),
  passQuery: Nullable(
    Type.Boolean({ description: 'Whether the query of a request is passed on; null: as the scheme says' }),
  ),
  accessRoles: Texts('Who may see it; empty: everyone'),
  encryptionMethod: Nullable(Type.Enum([...encryptionMethods])),
  method: Texts('How the target is asked, such as POST or X-API-Key'),
  rel: Texts('Further relations'),
  public: Nullable(Type.Boolean()),
  validFrom: Nullable(Timestamp),
  validUntil: Nullable(Timestamp),
  active: Type.Boolean({ description: 'False: not shown; its identity stays reserved' }),
  predecessors: Type.Array(
    Type.Object({ href: Type.String(), title: Type.String(), type: Nullable(Type.String()) }),
    { description: 'Earlier targets, newest first' },
  ),
  version: Type.Integer(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
};

const AnchorLinkSchema = Type.Object(linkMembers, { $id: 'AnchorLink' });

export const LinkSchema = Type.Object(
  { anchor: Type.String({ description: 'What it is a link of' }), ...linkMembers },
  { $id: 'Link' },
);

const anchorMembers = {
  anchor: Type.String({ description: 'Canonical text, such as gs1/01/09506000134352/10/ABC' }),
  namespace: Type.String(),
  organisation: Type.String(),
  resolverUri: Type.String({ description: 'Where it resolves' }),
  description: Type.String(),
  state: Type.Enum(['active', 'inactive', 'withdrawn']),
  reason: Nullable(Type.String({ description: 'Why it was withdrawn' })),
  withdrawnAt: Nullable(Timestamp),
  successor: Nullable(Type.String({ description: 'What took its place' })),
  version: Type.Integer({ description: 'Counts changes of it and of its links' }),
  createdAt: Timestamp,
  updatedAt: Timestamp,
};

export const AnchorSchema = Type.Object(
  { ...anchorMembers, links: Type.Array(AnchorLinkSchema) },
  { $id: 'Anchor' },
);

export const AnchorEntrySchema = Type.Object(
  { ...anchorMembers, linkCount: Type.Integer() },
  { $id: 'AnchorEntry' },
);

const LinkOutcomes = Type.Array(
  Type.Object({ id: Type.String(), outcome: Type.Enum(['added', 'changed', 'unchanged']) }),
  { description: 'What became of each link of the request, in their order' },
);

export const RegistrationSchema = Type.Object(
  {
    ...anchorMembers,
    links: Type.Array(AnchorLinkSchema),
    created: Type.Boolean({ description: 'Whether the identifier had no links before' }),
    outcomes: LinkOutcomes,
  },
  { $id: 'LinkRegistration' },
);

const Words = (description: string) =>
  Type.Optional(Type.Array(Type.String({ maxLength: 300 }), { maxItems: LIST_LIMIT, description }));
const Flag = (description: string) => Type.Optional(Type.Boolean({ description }));

const wishMembers = {
  linkType: Type.String({
    minLength: 1,
    maxLength: 2048,
    description: 'prefix:key of a vocabulary, an address, or a relation that IANA registers',
  }),
  target: Type.String({
    minLength: 1,
    maxLength: TARGET_LENGTH_LIMIT,
    description: 'An http(s) address, or a template (RFC 6570) with the names of the identifier’s parts',
  }),
  title: Type.String({ minLength: 1, maxLength: TITLE_LIMIT }),
};

const furtherMembers = {
  titles: Type.Optional(
    Type.Record(Type.String(), Type.String({ maxLength: TITLE_LIMIT }), { description: 'By BCP 47 tag' }),
  ),
  types: Words('Media types; the first is the main one'),
  hreflang: Words('BCP 47 tags'),
  context: Type.Optional(Type.String({ maxLength: CONTEXT_LIMIT })),
  isDefault: Flag('Default: as it is, or the first link'),
  isDefaultContext: Flag('Default: as it is, or the first link of its link type'),
  isDefaultType: Flag('Default: as it is, or the first link of its link type and context'),
  passQuery: Type.Optional(Nullable(Type.Boolean())),
  accessRoles: Words('untp:accessRole#Customer and its like, or names of your own'),
  encryptionMethod: Type.Optional(Nullable(Type.Enum([...encryptionMethods]))),
  method: Words('How the target is asked, such as POST or X-API-Key'),
  rel: Words('Further relations'),
  public: Type.Optional(Nullable(Type.Boolean())),
  validFrom: Type.Optional(Nullable(Type.String({ maxLength: 50, description: 'RFC 3339' }))),
  validUntil: Type.Optional(Nullable(Type.String({ maxLength: 50, description: 'RFC 3339' }))),
  active: Flag('Default: true'),
};

export const closed = { additionalProperties: false } as const;

const LinkWishSchema = Type.Object({ ...wishMembers, ...furtherMembers }, closed);

export const RegisterBody = Type.Object(
  {
    anchor: Type.String({
      minLength: 1,
      maxLength: 4096,
      description: 'Namespace, then names and percent-encoded values: gs1/gtin/09506000134352/lot/ABC',
    }),
    organisation: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 63,
        description: 'Its short name; needed when you act for several',
      }),
    ),
    description: Type.Optional(Type.String({ maxLength: DESCRIPTION_LIMIT })),
    active: Flag('False: registered, but nothing resolves for now'),
    links: Type.Array(LinkWishSchema, { minItems: 1, maxItems: LINKS_OF_A_WISH }),
  },
  closed,
);

export const ChangeLinkBody = Type.Object(
  {
    linkType: Type.Optional(wishMembers.linkType),
    target: Type.Optional(wishMembers.target),
    title: Type.Optional(wishMembers.title),
    ...furtherMembers,
  },
  { ...closed, minProperties: 1 },
);

export const ChangeAnchorBody = Type.Object(
  {
    description: Type.Optional(Type.String({ maxLength: DESCRIPTION_LIMIT })),
    active: Flag('True brings a withdrawn identifier back, too'),
    successor: Type.Optional(
      Nullable(Type.String({ minLength: 1, maxLength: 4096, description: 'What takes its place' })),
    ),
  },
  { ...closed, minProperties: 1 },
);

export const WithdrawQuery = Type.Object(
  {
    reason: Type.String({ minLength: 1, maxLength: 2000, description: 'Shown where it led before' }),
  },
  closed,
);

export const AnchorParams = Type.Object({
  anchor: Type.String({ minLength: 1, maxLength: 4096, description: 'Percent-encoded whole' }),
});
export const LinkParams = Type.Object({ id: Type.String({ format: 'uuid' }) });
export const Limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 }));
export const Cursor = Type.Optional(Type.String({ maxLength: 4000 }));

export const PageQuery = Type.Object({ limit: Limit, cursor: Cursor }, closed);

export const ListAnchorsQuery = Type.Object(
  {
    namespace: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    prefix: Type.Optional(
      Type.String({ minLength: 1, maxLength: 2000, description: 'What the canonical text begins with' }),
    ),
    limit: Limit,
    cursor: Cursor,
  },
  closed,
);

export const ReadAnchorQuery = Type.Object(
  {
    at: Type.Optional(
      Type.String({ maxLength: 50, description: 'An instant (RFC 3339): the identifier as it was then' }),
    ),
    linkType: Type.Optional(Type.String({ maxLength: 2048 })),
    type: Type.Optional(Type.String({ maxLength: 300, description: 'Media type' })),
    hreflang: Type.Optional(Type.String({ maxLength: 100 })),
  },
  closed,
);

export const DeleteLinkQuery = Type.Object(
  { hard: Type.Optional(Type.Boolean({ default: false, description: 'Deletes it for good' })) },
  closed,
);

export const AnchorEventSchema = Type.Object(
  {
    id: Type.Integer(),
    action: Type.String(),
    at: Timestamp,
    actor: Type.Object({
      kind: Type.Enum(['operator', 'person', 'organisation-key', 'service-account', 'service']),
      name: Nullable(Type.String()),
      orcid: Nullable(Type.String()),
    }),
    before: Type.Unknown(),
    after: Type.Unknown(),
    reason: Nullable(Type.String()),
  },
  { $id: 'AnchorEvent' },
);

export const IdempotencyHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      maxLength: 255,
      description: 'A fresh random value for each new request; kept for 24 hours',
    }),
  ),
});

export const IfMatchHeaders = Type.Object({
  'if-match': Type.Optional(
    Type.String({ description: 'The ETag of the version that you are changing; needed' }),
  ),
});

export const OptionalIfMatchHeaders = Type.Object({
  'if-match': Type.Optional(Type.String({ description: 'The ETag of the version that you have read' })),
});
