import { Type } from 'typebox';
import { Nullable, pageMembers, Timestamp, Uuid } from '../containers/schema.ts';

const Slug = Type.String({ minLength: 1, maxLength: 63 });
const Name = Type.String({
  pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$',
  description: 'Letters, digits, “_”, “.” and “-”; 63 at most',
});
const Condition = Type.Unknown({
  description:
    'One of `{"and": […]}`, `{"or": […]}`, `{"not": …}`, `{"type": ["Dataset", …]}`, `{"collection": [uuid, …]}`, ' +
    '`{"community": [uuid, …]}`, `{"metadata": {"path": "titles/title", "matches": "RE2"}}`, ' +
    '`{"files": {"min": 1, "max": 9}}`, `{"archived": true}`, `{"withdrawn": false}`, `{"hasDoi": false}`, `{"always": true}`',
});

export const OrganisationParams = Type.Object({ slug: Slug });
export const FilterParams = Type.Object({ slug: Slug, name: Name });
export const FiltersQuery = Type.Object(pageMembers, { additionalProperties: false });

export const FilterSchema = Type.Object(
  {
    name: Type.String(),
    title: Nullable(Type.String()),
    condition: Condition,
    builtIn: Type.Boolean({ description: 'Whether every organisation has it, as it is' }),
    version: Type.Integer(),
    createdAt: Nullable(Timestamp),
    updatedAt: Nullable(Timestamp),
  },
  { $id: 'DoiFilter' },
);

export const PutFilterBody = Type.Object(
  {
    title: Type.Optional(Nullable(Type.String({ minLength: 1, maxLength: 200 }))),
    condition: Condition,
  },
  { additionalProperties: false },
);

export const OptionalIfMatch = Type.Object({
  'if-match': Type.Optional(
    Type.String({ description: 'The ETag of the version that you are changing; needed once there is one' }),
  ),
});

export const CheckFilterBody = Type.Object({ item: Uuid }, { additionalProperties: false });

export const CheckFilterAnswer = Type.Object({
  item: Type.String(),
  filter: Type.String(),
  matches: Type.Boolean(),
  conditions: Type.Array(
    Type.Object({
      pointer: Type.String({ description: 'Its place in the filter (JSON pointer)' }),
      kind: Type.String(),
      holds: Type.Boolean(),
    }),
  ),
});
