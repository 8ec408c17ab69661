import { Type } from 'typebox';

const Json = Type.Record(Type.String(), Type.Unknown());

const fieldMembers = {
  name: Type.String({ description: 'The name of the attribute' }),
  label: Type.String(),
  help: Type.String(),
  type: Type.Enum(['line', 'text', 'number', 'boolean', 'address', 'language', 'date', 'choice', 'group']),
  required: Type.Boolean({
    description: 'Whether the template asks for it; below another attribute: where that one is given',
  }),
  repeatable: Type.Boolean(),
  values: Type.Array(Type.String(), {
    description: 'The closed list of a choice; of other types what is proposed',
  }),
  default: Type.Union([Type.String(), Type.Null()], { description: 'What forms fill in beforehand' }),
  filledBy: Type.Enum(['requester', 'curator', 'service']),
};

const FieldSchema = Type.Object({
  ...fieldMembers,
  attributes: Type.Array(Json, { description: 'Attributes of the attribute, in the same form' }),
});

const summaryMembers = {
  name: Type.String(),
  title: Type.String(),
  description: Type.String(),
  kernel: Type.String({ description: 'The version of DataCite’s schema that it follows' }),
  current: Type.Boolean({ description: 'Whether new folders are described by it' }),
};

export const TemplateListSchema = Type.Object({ items: Type.Array(Type.Object(summaryMembers)) });

export const TemplateSchema = Type.Object(
  { ...summaryMembers, attributes: Type.Array(FieldSchema) },
  { $id: 'MetadataTemplate' },
);

export const TemplateParams = Type.Object({ name: Type.String({ minLength: 1, maxLength: 100 }) });
export const FolderParams = Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }) });

export const IfMatchHeaders = Type.Object({
  'if-match': Type.Optional(
    Type.String({ description: 'The ETag of the version that you are changing; needed' }),
  ),
});

const Problems = (description: string) =>
  Type.Array(
    Type.Object({
      attribute: Type.String({
        description: 'Its place: `creator[2]/nameIdentifier` is that of the second creator',
      }),
      detail: Type.String(),
    }),
    { description },
  );

export const FolderMetadataSchema = Type.Object(
  {
    metadata: Type.Record(Type.String(), Type.Unknown(), {
      description: 'DataCite metadata (kernel 4.7) as JSON; with problems, what could be read',
    }),
    problems: Problems('What speaks against a request for an identifier'),
    missing: Problems('What the template asks for beyond DataCite'),
    extras: Type.Object(
      {
        analysisTools: Type.Array(Type.String()),
        conditions: Type.Array(Type.String()),
        compressed: Type.Union([Type.Boolean(), Type.Null()]),
        deprecated: Type.Union([Type.Boolean(), Type.Null()]),
      },
      { description: 'What the template holds and DataCite has no place for' },
    ),
  },
  { $id: 'FolderMetadata' },
);

export const FolderMetadataBody = Type.Object(
  {
    metadata: Type.Record(Type.String(), Type.Unknown(), {
      description: 'DataCite metadata (kernel 4.7) as JSON; the year of publication is left to the service',
    }),
  },
  { additionalProperties: false },
);
