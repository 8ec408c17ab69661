import { Type } from 'typebox';
import { NamedOrcids } from '../../http/orcids.ts';
import { pidStates, pidTypes } from '../pids/index.ts';
import { FILES_LIMIT } from './input.ts';
import { doiStatuses, itemStates } from './item.ts';
import { REASON_LIMIT } from './withdraw-item.ts';

type Schema = Parameters<typeof Type.Array>[0];

const Nullable = <T extends Schema>(schema: T) => Type.Union([schema, Type.Null()]);
const Timestamp = Type.String({ format: 'date-time' });
const Json = Type.Record(Type.String(), Type.Unknown());

export const pageOf = <T extends Schema>(item: T) =>
  Type.Object({ items: Type.Array(item), next: Nullable(Type.String()) });

const ActorSchema = Type.Object({
  kind: Type.Enum(['operator', 'person', 'organisation-key', 'service-account', 'service']),
  name: Nullable(Type.String()),
  orcid: Nullable(Type.String()),
});

export const HeldIdentifierSchema = Type.Object(
  {
    pid: Type.String({ description: 'Canonical name' }),
    type: Type.Enum([...pidTypes]),
    state: Type.Enum([...pidStates]),
    status: Nullable(
      Type.Enum([...doiStatuses], { description: 'How far the registration of a DOI has come; else null' }),
    ),
    url: Type.String({ description: 'The address to print and to cite' }),
  },
  { $id: 'HeldIdentifier' },
);

const FileSchema = Type.Object({
  name: Type.String(),
  url: Type.String(),
  sizeBytes: Nullable(Type.Integer()),
  mediaType: Nullable(Type.String()),
  checksum: Nullable(
    Type.Object({ algorithm: Type.Enum(['md5', 'sha256', 'sha512']), value: Type.String() }),
  ),
});

const FieldSchema = Type.Object({
  value: Type.String({ maxLength: 65_535 }),
  language: Nullable(Type.String({ maxLength: 50 })),
  authority: Nullable(Type.String({ maxLength: 500 })),
  confidence: Type.Integer(),
});
const OtherFields = Type.Record(Type.String(), Type.Array(FieldSchema), {
  description: 'dc.* values that the kernel cannot hold, by field',
});

export const ItemSchema = Type.Object(
  {
    uuid: Type.String(),
    state: Type.Enum([...itemStates]),
    version: Type.Integer({ description: 'Counts changes of any kind; the ETag' }),
    revision: Type.Integer({ description: 'The revision that holds metadata and files as they are' }),
    organisation: Type.String({ description: 'Short name' }),
    collection: Nullable(Type.String()),
    owner: Nullable(Type.Object({ id: Type.String(), name: Nullable(Type.String()), orcid: Type.String() })),
    submitter: ActorSchema,
    access: Type.Enum(['public', 'organisation']),
    discoverable: Type.Boolean(),
    metadata: Type.Record(Type.String(), Type.Unknown(), {
      description: 'DataCite metadata (kernel 4.7) as JSON',
    }),
    orcids: NamedOrcids,
    otherFields: OtherFields,
    files: Type.Array(FileSchema),
    identifiers: Type.Array(HeldIdentifierSchema, { description: 'DOIs first, then Handles' }),
    work: Nullable(Type.Object({ id: Type.String(), version: Type.Integer() })),
    reason: Nullable(Type.String({ description: 'Why it was withdrawn' })),
    createdAt: Timestamp,
    updatedAt: Timestamp,
    archivedAt: Nullable(Timestamp),
  },
  { $id: 'Item' },
);

const revisionMembers = {
  number: Type.Integer(),
  actor: ActorSchema,
  reason: Nullable(Type.String()),
  at: Timestamp,
};
export const RevisionEntrySchema = Type.Object(revisionMembers, { $id: 'ItemRevisionEntry' });
export const RevisionSchema = Type.Object(
  { ...revisionMembers, metadata: Json, otherFields: OtherFields, files: Type.Array(FileSchema) },
  { $id: 'ItemRevision' },
);

export const DiffSchema = Type.Object(
  {
    from: Type.Integer(),
    to: Type.Integer(),
    changes: Type.Array(
      Type.Object({
        op: Type.Enum(['add', 'remove', 'replace']),
        path: Type.String({ description: 'JSON pointer' }),
        before: Type.Unknown(),
        after: Type.Unknown(),
      }),
    ),
  },
  { $id: 'ItemDiff' },
);

export const ItemEventSchema = Type.Object(
  {
    id: Type.Integer(),
    action: Type.String(),
    at: Timestamp,
    actor: ActorSchema,
    before: Type.Unknown(),
    after: Type.Unknown(),
    reason: Nullable(Type.String()),
  },
  { $id: 'ItemEvent' },
);

export const ItemParams = Type.Object({ uuid: Type.String({ minLength: 1, maxLength: 100 }) });
export const RevisionParams = Type.Object({
  uuid: Type.String({ minLength: 1, maxLength: 100 }),
  number: Type.Integer({ minimum: 1, maximum: 2_000_000_000 }),
});
export const IdentifierParams = Type.Object({
  uuid: Type.String({ minLength: 1, maxLength: 100 }),
  pid: Type.String({ minLength: 1, maxLength: 2048 }),
});

/** Its rules are the kernel's, and all its mistakes are told together; see validateMetadata. */
const Metadata = Type.Unknown({
  description: 'DataCite metadata (kernel 4.7) as JSON; complete for what is archived or announced',
});
/** All their mistakes are told together; see readFiles. */
const Files = Type.Unknown({
  description: `At most ${FILES_LIMIT} files, each {"name", "url", "sizeBytes"?, "mediaType"?, "checksum"?: {"algorithm", "value"}}`,
});
const OtherFieldsBody = Type.Record(
  Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_-]{0,63}(\\.[A-Za-z][A-Za-z0-9_-]{0,63}){1,2}$' }),
  Type.Array(FieldSchema, { maxItems: 1000 }),
  {
    maxProperties: 500,
    additionalProperties: false,
    description: 'dc.* values that the kernel cannot hold, by field',
  },
);
const described = {
  otherFields: Type.Optional(OtherFieldsBody),
  collection: Type.Optional(Nullable(Type.String({ format: 'uuid' }))),
  files: Type.Optional(Files),
  access: Type.Optional(
    Type.Enum(['public', 'organisation'], { description: 'Who may read it once it is archived' }),
  ),
  discoverable: Type.Optional(Type.Boolean({ description: 'Whether lists and searches show it' })),
};

export const CreateItemBody = Type.Object(
  {
    metadata: Metadata,
    state: Type.Optional(Type.Enum(['workspace', 'archived'], { default: 'workspace' })),
    organisation: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'Short name' })),
    ...described,
  },
  { additionalProperties: false },
);

const Reason = Type.String({ maxLength: REASON_LIMIT, pattern: '\\S' });

export const UpdateItemBody = Type.Object(
  { metadata: Type.Optional(Metadata), ...described, reason: Type.Optional(Reason) },
  { additionalProperties: false, minProperties: 1 },
);

export const MoveBody = Type.Union([Type.Object({}, { additionalProperties: false }), Type.Null()]);
export const WithdrawItemBody = Type.Object({ reason: Reason }, { additionalProperties: false });
export const RevertBody = Type.Object(
  { revision: Type.Integer({ minimum: 1, maximum: 2_000_000_000 }) },
  { additionalProperties: false },
);
export const IdentifierBody = Type.Object(
  {
    type: Type.Enum(['doi']),
    action: Type.Enum(['mint', 'reserve', 'register']),
    registerOnArchive: Type.Optional(
      Type.Boolean({ description: 'Of a minted one: whether archiving the item registers it' }),
    ),
    filter: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 63,
        description: 'A DOI filter that has to let the item through; left out: every item',
      }),
    ),
  },
  { additionalProperties: false },
);
export const DeleteQuery = Type.Object({ reason: Type.Optional(Reason) }, { additionalProperties: false });
export const DiffQuery = Type.Object(
  {
    from: Type.Integer({ minimum: 1, maximum: 2_000_000_000 }),
    to: Type.Integer({ minimum: 1, maximum: 2_000_000_000 }),
  },
  { additionalProperties: false },
);
export const PageQuery = Type.Object(
  {
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    cursor: Type.Optional(Type.String({ maxLength: 1000 })),
  },
  { additionalProperties: false },
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
const optionalIfMatch = Type.Optional(
  Type.String({ description: 'The ETag of the version that you have seen; may be left out' }),
);
export const OptionalIfMatchHeaders = Type.Object({ 'if-match': optionalIfMatch });
export const MoveHeaders = Type.Object({
  ...IdempotencyHeaders.properties,
  'if-match': optionalIfMatch,
});
