import { Type } from 'typebox';
import { pidStates, pidTypes } from '../../pids/index.ts';
import { SHOULDER_LIMIT, TEMPLATE_LIMIT } from './naming.ts';
import { MINTER_LIMIT, TEXT_LIMIT, TITLE_LIMIT } from './settings.ts';

export const Nullable = <T extends Parameters<typeof Type.Array>[0]>(schema: T) =>
  Type.Union([schema, Type.Null()]);
export const Timestamp = Type.String({ format: 'date-time' });
export const PidType = Type.Enum([...pidTypes]);
const Roles = Type.Array(Type.Enum(['member', 'curator', 'admin']), { maxItems: 3, uniqueItems: true });

const shoulderMembers = {
  id: Type.String(),
  type: PidType,
  prefix: Type.String({ description: 'What its names start with, such as 10.5072 or 99999/fk4' }),
  organisation: Type.String(),
  registrar: Nullable(Type.Literal('datacite')),
  open: Type.Boolean({ description: 'Whether names are given out' }),
  naming: Type.Object(
    {
      prefix: Type.String({ description: 'DOI prefix, NAAN or Handle prefix' }),
      shoulder: Type.String({ description: 'What follows the prefix in each name' }),
      template: Nullable(
        Type.String({ description: 'Noid template; null: random DOI suffixes of DataCite' }),
      ),
    },
    { description: 'How its names are made' },
  ),
  title: Nullable(Type.String()),
  purpose: Nullable(Type.String()),
  defaultTarget: Nullable(
    Type.String({ description: 'Where a name leads that is given no target; {pid} stands for the name' }),
  ),
  persistence: Nullable(Type.String({ description: 'What the organisation promises for these names' })),
  minterRoles: Roles,
  quota: Nullable(Type.Integer({ description: 'The greatest number of identifiers; null for no limit' })),
  issued: Type.Integer({ description: 'Identifiers given out and not given back' }),
  mayMint: Type.Boolean({ description: 'Whether you may mint under it' }),
  version: Type.Integer(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
};

export const ShoulderSchema = Type.Object(shoulderMembers, { $id: 'Shoulder' });

export const ShoulderDetailsSchema = Type.Object(
  {
    ...shoulderMembers,
    counts: Type.Object(Object.fromEntries(pidStates.map((state) => [state, Type.Integer()])), {
      description: 'How many of its identifiers are in each state',
    }),
    administration: Type.Union(
      [
        Type.Object({
          minters: Type.Array(Type.String(), { description: 'ORCID iDs that may mint whatever their role' }),
          registrarAccount: Nullable(
            Type.String({
              description: 'The repository at DataCite that its identifiers are registered with',
            }),
          ),
          counter: Type.Integer({ description: 'How many names of its template are used up' }),
          held: Type.Integer({ description: 'Names that are held back' }),
          queued: Type.Integer({ description: 'Names that are let out again before new ones' }),
          advice: Type.Array(Type.String()),
        }),
        Type.Null(),
      ],
      { description: 'What only administrators of its organisation see; null for others' },
    ),
  },
  { $id: 'ShoulderDetails' },
);

const Title = Nullable(Type.String({ maxLength: TITLE_LIMIT }));
const LongText = Nullable(Type.String({ maxLength: TEXT_LIMIT }));
const Template = Nullable(
  Type.String({
    minLength: 1,
    maxLength: TEMPLATE_LIMIT,
    description: 'Noid template such as eedk or .reedeedk; null: random DOI suffixes',
  }),
);

/** What creating, granting and changing have in common. */
export const settingMembers = {
  title: Type.Optional(Title),
  purpose: Type.Optional(LongText),
  defaultTarget: Type.Optional(
    Nullable(
      Type.String({
        maxLength: 2048,
        description: 'An http or https address; {pid} in its path or query stands for the name',
      }),
    ),
  ),
  persistence: Type.Optional(LongText),
  minterRoles: Type.Optional(Roles),
  minters: Type.Optional(
    Type.Array(Type.String({ maxLength: 100 }), { maxItems: MINTER_LIMIT, description: 'ORCID iDs' }),
  ),
  quota: Type.Optional(Nullable(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }))),
  open: Type.Optional(Type.Boolean()),
  registrarAccount: Type.Optional(
    Nullable(
      Type.String({
        maxLength: 100,
        description:
          'Id of a repository of the organisation at DataCite, or null for none. DOIs and IGSN IDs need one of the two',
      }),
    ),
  ),
};

export const namingMembers = {
  prefix: Type.String({ minLength: 1, maxLength: 100, description: 'DOI prefix, NAAN or Handle prefix' }),
  shoulder: Type.Optional(Type.String({ maxLength: SHOULDER_LIMIT, default: '' })),
  template: Type.Optional(Template),
};

const Organisation = Type.Optional(
  Type.String({
    minLength: 1,
    maxLength: 63,
    description: 'Its short name; needed when you belong to several',
  }),
);

export { Organisation as OrganisationSlug };

export const CreateShoulderBody = Type.Object(
  { organisation: Organisation, type: PidType, ...namingMembers, ...settingMembers },
  { additionalProperties: false },
);

export const ChangeShoulderBody = Type.Object(
  { ...settingMembers, template: Type.Optional(Template) },
  { additionalProperties: false, minProperties: 1 },
);

export const ShoulderParams = Type.Object({ id: Type.String({ format: 'uuid' }) });
