import { Type } from 'typebox';
import { levels } from './node.ts';
import { TRASH_DAYS } from './trash/find-trashed.ts';

type Schema = Parameters<typeof Type.Array>[0];

export const Nullable = <T extends Schema>(schema: T) => Type.Union([schema, Type.Null()]);
const Timestamp = Type.String({ format: 'date-time' });
const Uuid = Type.String({ format: 'uuid' });
export const NoContent = Type.Null({ description: 'Done' });

export const pageOf = <T extends Schema>(item: T) =>
  Type.Object({ items: Type.Array(item), next: Nullable(Type.String()) });

export const NodeParams = Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }) });

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

const Level = Type.Enum([...levels]);

export const NodeSchema = Type.Object(
  {
    id: Type.String(),
    kind: Type.Enum(['folder', 'file']),
    name: Type.String(),
    path: Type.String({ description: 'From the root of its organisation' }),
    parent: Nullable(Type.String()),
    organisation: Type.String({ description: 'Short name' }),
    area: Nullable(
      Type.Enum(['root', 'homes', 'home', 'staging', 'curated'], {
        description: 'What the service keeps there; nobody moves, renames or deletes it',
      }),
    ),
    owner: Nullable(
      Type.Object(
        { name: Nullable(Type.String()), orcid: Type.String() },
        { description: 'Who put it there' },
      ),
    ),
    bytes: Nullable(Type.Integer({ description: 'Of a file' })),
    sha256: Nullable(Type.String()),
    mediaType: Nullable(Type.String()),
    problem: Nullable(Type.String({ description: 'What was wrong when its bytes were last verified' })),
    seal: Nullable(
      Type.Enum(['open', 'content', 'all'], {
        description:
          'Set while a request for a permanent identifier has it: its place, name and permissions are the request’s; ' +
          'of “content” only attributes can be changed, of “all” nothing',
      }),
    ),
    request: Nullable(Type.String({ description: 'The request that has it' })),
    permission: Level,
    rights: Type.Object({
      write: Type.Boolean(),
      writeAttributes: Type.Boolean(),
      remove: Type.Boolean(),
      share: Type.Boolean(),
    }),
    warnings: Type.Array(Type.String(), { description: 'What its name may cause elsewhere' }),
    version: Type.Integer({ description: 'The ETag' }),
    createdAt: Timestamp,
    modifiedAt: Timestamp,
  },
  { $id: 'DataNode', description: 'A folder or file of the data store' },
);

export const TrashedSchema = Type.Object(
  { ...NodeSchema.properties, deletedAt: Timestamp },
  { $id: 'TrashedNode', description: `What is in the trash, for ${TRASH_DAYS} days` },
);

const Name = Type.String({ minLength: 1, maxLength: 20_000, description: 'At most 255 bytes of UTF-8' });
const Path = Type.String({ minLength: 1, maxLength: 4096 });

export const PathQuery = Type.Object({ path: Path }, { additionalProperties: false });

export const CreateFolderBody = Type.Object(
  {
    parent: Type.Optional(Uuid),
    path: Type.Optional(Type.String({ ...Path, description: 'The path of the parent, instead of its id' })),
    name: Name,
  },
  { additionalProperties: false },
);

export const ChangeNodeBody = Type.Object(
  { parent: Type.Optional(Uuid), name: Type.Optional(Name) },
  { additionalProperties: false, minProperties: 1 },
);
export const CopyBody = Type.Object(
  { parent: Uuid, name: Type.Optional(Name) },
  { additionalProperties: false },
);
export const RestoreBody = Type.Object(
  { parent: Type.Optional(Uuid), name: Type.Optional(Name) },
  { additionalProperties: false },
);

const pageMembers = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  cursor: Type.Optional(Type.String({ maxLength: 1000 })),
};
export const PageQuery = Type.Object(pageMembers, { additionalProperties: false });
export const ChildrenQuery = Type.Object(
  { ...pageMembers, kind: Type.Optional(Type.Enum(['folder', 'file'])) },
  { additionalProperties: false },
);
export const FilesQuery = Type.Object(
  {
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 5000, default: 1000 })),
    cursor: Type.Optional(Type.String({ maxLength: 8000 })),
  },
  { additionalProperties: false },
);

export const FileBelowSchema = Type.Object(
  {
    id: Type.String(),
    path: Type.String({ description: 'Below the folder' }),
    bytes: Type.Integer(),
    sha256: Type.String(),
    mediaType: Nullable(Type.String()),
    modifiedAt: Timestamp,
  },
  { $id: 'FileBelow' },
);

const PrincipalInput = Type.Union([
  Type.Object(
    { kind: Type.Literal('person'), orcid: Type.String({ minLength: 1, maxLength: 100 }) },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      kind: Type.Literal('group'),
      name: Type.String({ minLength: 1, maxLength: 63, description: 'Also “members” and “curators”' }),
    },
    { additionalProperties: false },
  ),
  Type.Object({ kind: Type.Literal('anonymous') }, { additionalProperties: false }),
]);

export const PutPermissionsBody = Type.Object(
  {
    inherits: Type.Boolean({ description: 'Whether what is granted above counts here, too' }),
    permissions: Type.Array(
      Type.Object({ principal: PrincipalInput, level: Level }, { additionalProperties: false }),
      { maxItems: 1000 },
    ),
  },
  { additionalProperties: false },
);

const PrincipalSchema = Type.Object({
  kind: Type.Enum(['person', 'group', 'anonymous']),
  name: Nullable(Type.String({ description: 'Of a person or group' })),
  orcid: Nullable(Type.String({ description: 'Of a person' })),
});
const PermissionSchema = Type.Object({ principal: PrincipalSchema, level: Level });

export const PermissionsSchema = Type.Object(
  {
    inherits: Type.Boolean(),
    permissions: Type.Array(PermissionSchema),
    inherited: Type.Array(
      Type.Object({
        ...PermissionSchema.properties,
        path: Type.String({ description: 'Where it is granted' }),
      }),
    ),
    sealed: Nullable(
      Type.Object(
        { path: Type.String(), permissions: Type.Array(PermissionSchema) },
        { description: 'While a request has the folder these count, and no others' },
      ),
    ),
  },
  { $id: 'DataPermissions' },
);

const attributeMembers = { name: Type.String(), value: Type.String(), unit: Type.String() };
export const AttributesSchema = Type.Object(
  {
    attributes: Type.Array(
      Type.Object({
        ...attributeMembers,
        id: Type.String(),
        attributes: Type.Array(Type.Unknown(), { description: 'Attributes of its own, of the same form' }),
      }),
    ),
  },
  { $id: 'DataAttributes' },
);
/** Their mistakes are told by `replaceAttributes`, which reads every depth. */
export const PutAttributesBody = Type.Object(
  {
    attributes: Type.Array(Type.Unknown(), {
      maxItems: 2000,
      description: 'Each {"name", "value", "unit"?, "attributes"?}',
    }),
  },
  { additionalProperties: false },
);

export const DataEventSchema = Type.Object(
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
  },
  { $id: 'DataEvent' },
);

export const OrganisationParams = Type.Object({ slug: Type.String({ minLength: 1, maxLength: 63 }) });
const Limit = Nullable(
  Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: 'Bytes; null: no limit' }),
);
export const PutQuotaBody = Type.Object(
  { organisationBytes: Limit, personBytes: Limit },
  { additionalProperties: false },
);
const UsageMembers = { bytes: Type.Integer(), files: Type.Integer() };
export const QuotaSchema = Type.Object(
  {
    organisationBytes: Nullable(Type.Integer()),
    personBytes: Nullable(Type.Integer()),
    used: Type.Object(UsageMembers),
    version: Type.Integer(),
  },
  { $id: 'DataQuota' },
);
export const UsageSchema = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        organisation: Type.String({ description: 'Short name' }),
        own: Type.Object({ ...UsageMembers, limitBytes: Nullable(Type.Integer()) }),
        all: Type.Object({ ...UsageMembers, limitBytes: Nullable(Type.Integer()) }),
      }),
    ),
  },
  { $id: 'DataUsage' },
);
