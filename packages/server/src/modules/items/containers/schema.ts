import { Type } from 'typebox';

export const Nullable = <T extends Parameters<typeof Type.Array>[0]>(schema: T) =>
  Type.Union([schema, Type.Null()]);
export const Timestamp = Type.String({ format: 'date-time' });

export const pageOf = <T extends Parameters<typeof Type.Array>[0]>(item: T) =>
  Type.Object({ items: Type.Array(item), next: Nullable(Type.String()) });

export const pageMembers = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  cursor: Type.Optional(Type.String({ maxLength: 1000 })),
};

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

export const UuidParams = Type.Object({ uuid: Type.String({ format: 'uuid' }) });
export const Uuid = Type.String({ format: 'uuid' });
export const NoContent = Type.Null({ description: 'Done' });

const FIELDS_LIMIT = 200;
const VALUES_LIMIT = 100;

const FieldValueSchema = Type.Object({
  value: Type.String(),
  language: Nullable(Type.String()),
  authority: Nullable(Type.String()),
  confidence: Type.Integer(),
});

const FieldsInput = Type.Record(
  Type.String({ pattern: '^[a-z0-9]{1,32}(\\.[A-Za-z0-9_-]{1,64}){1,2}$' }),
  Type.Array(
    Type.Object(
      {
        value: Type.String({ minLength: 1, maxLength: 20_000 }),
        language: Type.Optional(Nullable(Type.String({ maxLength: 35 }))),
        authority: Type.Optional(Nullable(Type.String({ maxLength: 500 }))),
        confidence: Type.Optional(Type.Integer({ minimum: -1, maximum: 600 })),
      },
      { additionalProperties: false },
    ),
    { maxItems: VALUES_LIMIT },
  ),
  {
    additionalProperties: false,
    maxProperties: FIELDS_LIMIT,
    description: 'Values by field, such as dc.description.abstract',
  },
);

export const ContainerSchema = Type.Object(
  {
    uuid: Type.String(),
    type: Type.Enum(['community', 'collection']),
    name: Type.String(),
    organisation: Type.String({ description: 'Its short name' }),
    community: Nullable(Type.String({ description: 'The community that it is in' })),
    handle: Nullable(Type.String()),
    metadata: Type.Record(Type.String(), Type.Array(FieldValueSchema)),
    version: Type.Integer(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  },
  { $id: 'Container' },
);

const Name = Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' });

export const ChangeContainerBody = Type.Object(
  {
    name: Type.Optional(Name),
    community: Type.Optional(Nullable(Uuid)),
    metadata: Type.Optional(FieldsInput),
  },
  { additionalProperties: false, minProperties: 1 },
);

export const CreateCommunityBody = Type.Object(
  {
    name: Name,
    community: Type.Optional(Nullable(Uuid)),
    organisation: Type.Optional(
      Type.String({ minLength: 1, maxLength: 63, description: 'Needed when you belong to several' }),
    ),
    metadata: Type.Optional(FieldsInput),
  },
  { additionalProperties: false },
);

export const CreateCollectionBody = Type.Object(
  { name: Name, community: Uuid, metadata: Type.Optional(FieldsInput) },
  { additionalProperties: false },
);

export const ListContainersQuery = Type.Object(
  {
    organisation: Type.Optional(Type.String({ minLength: 1, maxLength: 63, description: 'Its short name' })),
    community: Type.Optional(
      Type.String({
        pattern: '^(none|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$',
        description: 'The community that they are in; “none” for communities at the top',
      }),
    ),
    ...pageMembers,
  },
  { additionalProperties: false },
);
