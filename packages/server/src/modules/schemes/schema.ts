import { checkDigitNames, grammarNames } from '@mintmark/identifiers';
import { Type } from 'typebox';
import { schemeProfiles } from '../../anchors/scheme-document.ts';

const Nullable = <T extends Parameters<typeof Type.Array>[0]>(schema: T) => Type.Union([schema, Type.Null()]);
const Timestamp = Type.String({ format: 'date-time' });

export const ApplicationIdentifierSchema = Type.Object(
  {
    title: Type.String({ description: 'Its name in full' }),
    label: Type.String({ description: 'A short name for people' }),
    shortcode: Type.String({ description: 'Names it in addresses, beside its ai; unique in the namespace' }),
    ai: Type.String({
      description: 'Names it in addresses; unique in the namespace. Default: the shortcode',
    }),
    type: Type.Enum(['I', 'Q', 'D'], { description: 'I: identifier, Q: qualifier, D: data attribute' }),
    regex: Type.String({ description: 'Pattern (RE2 syntax) of the whole value' }),
    qualifiers: Type.Optional(
      Type.Array(Type.String(), {
        description: 'Of an I: ai or shortcode of its qualifiers, in the order of a path',
      }),
    ),
    qualifierSequences: Type.Optional(
      Type.Array(Type.Array(Type.String()), {
        description: 'Of an I whose qualifiers exclude each other: the sequences that may stand in a path',
      }),
    ),
    format: Type.Optional(Type.String({ description: 'What a value looks like, in words' })),
    grammar: Type.Optional(
      Type.Enum([...grammarNames], {
        description: 'A grammar that the value must have besides, and whose canonical form is used',
      }),
    ),
    checkDigit: Type.Optional(
      Type.Enum([...checkDigitNames], { description: 'A check digit that the value must end with' }),
    ),
    examples: Type.Optional(Type.Array(Type.String(), { description: 'Values that must be accepted' })),
    fallback: Type.Optional(
      Type.Boolean({
        description: 'Of a Q: whether the level above answers for an unknown value. Default: true',
      }),
    ),
  },
  { $id: 'ApplicationIdentifier' },
);

export const SchemeDocumentSchema = Type.Object(
  {
    id: Type.String(),
    namespace: Type.String(),
    title: Type.Optional(Type.String()),
    profile: Type.Optional(Type.Enum([...schemeProfiles])),
    namespaceURI: Type.String({
      description: 'Base address of its link types; empty: those of this service',
    }),
    namespaceProfile: Type.String({ description: 'Where they are described; empty: at this service' }),
    applicationIdentifiers: Type.Array(ApplicationIdentifierSchema),
  },
  { $id: 'SchemeDocument' },
);

const schemeMembers = {
  namespace: Type.String(),
  title: Type.String(),
  profile: Type.Enum([...schemeProfiles], {
    description: 'How it resolves: by GS1’s standard, by UNTP’s specification, or freely',
  }),
  organisation: Type.String({ description: 'Who registered it' }),
  shared: Type.Boolean({ description: 'Whether every organisation may register links under it' }),
  identifiers: Type.Array(
    Type.Object({ ai: Type.String(), shortcode: Type.String(), label: Type.String() }),
    { description: 'What identifies something by itself (type I)' },
  ),
  linkTypes: Type.Object(
    { uri: Type.String(), profile: Type.String() },
    { description: 'Base address of its link types, and where they are described' },
  ),
  version: Type.Integer(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
};

export const SchemeSchema = Type.Object(schemeMembers, { $id: 'Scheme' });

export const SchemeDetailsSchema = Type.Object(
  {
    ...schemeMembers,
    mirror: Type.Object(
      {
        key: Type.String(),
        state: Type.Enum(['equal', 'pending', 'blocked']),
        problem: Nullable(Type.String()),
      },
      { description: 'Its copy in object storage; blocked: something else stands there' },
    ),
    document: SchemeDocumentSchema,
  },
  { $id: 'SchemeDetails' },
);

export const NamespaceParams = Type.Object({ namespace: Type.String({ minLength: 1, maxLength: 63 }) });

export const OptionalIfMatch = Type.Object({
  'if-match': Type.Optional(
    Type.String({ description: 'ETag of the version that you change; needed once there is one' }),
  ),
});

const Organisation = Type.Optional(
  Type.String({
    minLength: 1,
    maxLength: 63,
    description:
      'Short name of the organisation that a new one will belong to; needed when you manage several',
  }),
);

export const PutSchemeQuery = Type.Object(
  {
    organisation: Organisation,
    shared: Type.Optional(
      Type.Boolean({ description: 'Whether every organisation may register links under it' }),
    ),
  },
  { additionalProperties: false },
);

export const PutVocabularyQuery = Type.Object(
  { organisation: Organisation },
  { additionalProperties: false },
);

export const PageQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  cursor: Type.Optional(Type.String({ maxLength: 1000 })),
});

export function pageOf<T extends Parameters<typeof Type.Array>[0]>(item: T) {
  return Type.Object({ items: Type.Array(item), next: Nullable(Type.String()) });
}

export const EventSchema = Type.Object({
  id: Type.Integer(),
  action: Type.String(),
  at: Timestamp,
  actor: Type.Object({
    kind: Type.String(),
    name: Nullable(Type.String()),
    orcid: Nullable(Type.String()),
  }),
  before: Type.Unknown({ description: 'What was, of what changed' }),
  after: Type.Unknown({ description: 'What is since' }),
  reason: Nullable(Type.String()),
});

export const CheckBody = Type.Union([
  Type.Object(
    { path: Type.String({ minLength: 1, maxLength: 4096, description: 'Such as 01/09506000134352/10/ABC' }) },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      ai: Type.String({ minLength: 1, maxLength: 60, description: 'ai or shortcode' }),
      value: Type.String({ maxLength: 4096 }),
    },
    { additionalProperties: false },
  ),
]);

const Element = Type.Object({
  ai: Type.String(),
  shortcode: Type.String(),
  label: Type.String(),
  type: Type.Enum(['I', 'Q', 'D']),
  given: Type.String({ description: 'As it was sent, percent-decoded' }),
  value: Type.String({ description: 'In canonical form' }),
});

export const CheckAnswer = Type.Object({
  valid: Type.Boolean(),
  elements: Type.Array(Element),
  anchor: Nullable(Type.String({ description: 'The canonical text, the key of its links' })),
  url: Nullable(Type.String({ description: 'Where it resolves' })),
  levels: Type.Array(Type.String(), { description: 'Itself and every level above it' }),
  problem: Nullable(
    Type.Object({
      code: Type.String(),
      detail: Type.String(),
      segment: Type.Integer({ description: '0-based; of the path' }),
      position: Type.Integer({ description: '0-based; in that segment' }),
    }),
  ),
});

export const ImportBody = Type.Object(
  {
    namespaces: Type.Optional(
      Type.Array(Type.String({ maxLength: 100 }), {
        maxItems: 1000,
        description: 'Only these; default: all',
      }),
    ),
    organisation: Organisation,
    dryRun: Type.Optional(Type.Boolean({ description: 'Only tell what would be done' })),
  },
  { additionalProperties: false },
);

export const TransferAnswer = Type.Object({
  items: Type.Array(
    Type.Object({
      key: Type.String({ description: 'In object storage' }),
      namespace: Nullable(Type.String()),
      outcome: Type.Enum(['created', 'changed', 'unchanged', 'written', 'deleted', 'refused', 'failed']),
      detail: Nullable(Type.String()),
      errors: Type.Array(Type.Object({ pointer: Type.String(), detail: Type.String() })),
    }),
  ),
});
