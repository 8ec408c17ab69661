import { itemKinds } from '@mintmark/orcid';
import { Type } from 'typebox';
import { DEFAULT_LIMIT, GREATEST_LIMIT } from '../../../http/paging.ts';
import { depositStates } from '../deposits/deposit.ts';
import { groupTypes } from '../groups/group.ts';

const Timestamp = Type.String({ format: 'date-time' });
const nullable = <T extends Parameters<typeof Type.Array>[0]>(schema: T) => Type.Union([schema, Type.Null()]);
const environments = ['production', 'sandbox', 'stand-in'];

/** Long enough for an iD as an address, or a mistyped one that is told about. */
const OrcidText = Type.String({ maxLength: 200 });
const Uuid = Type.String({ format: 'uuid' });

export const KindSchema = Type.Enum([...itemKinds], { description: 'ORCID’s section, singular' });

export const EnvironmentSchema = Type.Enum(environments, {
  description: 'The registry; left out: the most real one that the organisation has credentials for',
});

const ItemSchema = Type.Record(Type.String(), Type.Unknown(), {
  description: 'The item in ORCID’s JSON (v3.0), without put code and visibility',
});

export const EntryGroupSchema = Type.Object(
  {
    name: Type.String(),
    description: Type.String(),
    type: Type.Enum([...groupTypes]),
  },
  { description: 'Of a peer review: what its group is made with where the registry has none' },
);

export const EntrySchema = Type.Object(
  {
    id: Type.String(),
    kind: KindSchema,
    localId: Type.String({ description: 'The organisation’s own key of it' }),
    environment: EnvironmentSchema,
    orcid: nullable(Type.String()),
    email: nullable(Type.String()),
    connectionId: nullable(Type.String({ description: 'Null: its person has not connected yet' })),
    title: Type.String(),
    item: ItemSchema,
    group: nullable(EntryGroupSchema),
    batchId: nullable(Type.String()),
    deleted: Type.Boolean(),
    deposit: Type.Object({
      state: Type.Enum([...depositStates]),
      reason: nullable(Type.String()),
      detail: nullable(Type.String()),
      problems: Type.Array(Type.Object({ pointer: Type.String(), detail: Type.String() })),
      putCode: nullable(Type.Integer()),
      groupId: nullable(Type.String()),
      acknowledgedAt: nullable(Timestamp),
    }),
    version: Type.Integer(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
    links: Type.Object({ self: Type.String() }),
  },
  { $id: 'OrcidEntry', description: 'What an organisation says about one person, for their ORCID record' },
);

const said = {
  orcid: Type.Optional(nullable(OrcidText)),
  email: Type.Optional(nullable(Type.String({ maxLength: 300 }))),
  item: ItemSchema,
  group: Type.Optional(nullable(Type.Record(Type.String(), Type.Unknown()))),
};

export const PostEntryBody = Type.Object(
  {
    kind: KindSchema,
    localId: Type.String({ maxLength: 1000 }),
    environment: Type.Optional(EnvironmentSchema),
    ...said,
  },
  { additionalProperties: false },
);

/** Kind, key and registry of an entry stay what they are. */
export const PutEntryBody = Type.Object(said, { additionalProperties: false });

export const EntryParams = Type.Object({
  slug: Type.String({ minLength: 1, maxLength: 100 }),
  id: Uuid,
});

export const EntryFilterQuery = {
  kind: Type.Optional(KindSchema),
  orcid: Type.Optional(OrcidText),
  localId: Type.Optional(Type.String({ maxLength: 200 })),
  batch: Type.Optional(Uuid),
};

export const PageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: GREATEST_LIMIT, default: DEFAULT_LIMIT })),
  cursor: Type.Optional(Type.String({ maxLength: 500, description: '`next` of the page before' })),
};

export const pageOf = <T extends Parameters<typeof Type.Array>[0]>(item: T) =>
  Type.Object({ items: Type.Array(item), next: nullable(Type.String()) });

export const OrganisationParams = Type.Object({ slug: Type.String({ minLength: 1, maxLength: 100 }) });
