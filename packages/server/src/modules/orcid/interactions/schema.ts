import { Type } from 'typebox';
import { GREATEST_LIMIT } from '../../../http/paging.ts';
import { keptDaysLimits } from './keep-interactions.ts';
import { methods, statusClasses } from './read-filter.ts';

const Nullable = <T extends Parameters<typeof Type.Array>[0]>(schema: T) => Type.Union([schema, Type.Null()]);

export const OrganisationParams = Type.Object({ slug: Type.String({ maxLength: 63 }) });
export const InteractionParams = Type.Object({
  slug: Type.String({ maxLength: 63 }),
  id: Type.String({ format: 'uuid' }),
});

const filterMembers = {
  orcid: Type.Optional(Type.String({ maxLength: 100, description: 'Calls about this iD' })),
  thing: Type.Optional(Type.String({ maxLength: 100, description: 'Calls about this item, work or entry' })),
  method: Type.Optional(Type.Enum([...methods])),
  status: Type.Optional(
    Type.Enum([...statusClasses], { description: 'First digit of the status; `none`: no answer came' }),
  ),
  from: Type.Optional(Type.String({ maxLength: 40, description: 'A day or a time, inclusive' })),
  until: Type.Optional(Type.String({ maxLength: 40, description: 'A day or a time, exclusive' })),
};

export const InteractionQuery = Type.Object(
  {
    ...filterMembers,
    cursor: Type.Optional(Type.String({ maxLength: 500 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: GREATEST_LIMIT })),
  },
  { additionalProperties: false },
);

export const BundleBody = Type.Object(filterMembers, { additionalProperties: false });

const listedMembers = {
  id: Type.String(),
  at: Type.String({ format: 'date-time' }),
  orcid: Nullable(Type.String()),
  thing: Nullable(Type.Object({ type: Type.String(), id: Type.String() })),
  method: Type.String(),
  url: Type.String(),
  status: Nullable(Type.Integer()),
  error: Nullable(Type.String({ description: 'Why no answer came' })),
  durationMs: Type.Integer(),
};

export const ListedInteractionSchema = Type.Object(listedMembers);

export const InteractionPage = Type.Object({
  items: Type.Array(ListedInteractionSchema),
  next: Nullable(Type.String()),
});

const Headers = Type.Record(Type.String(), Type.String());

export const InteractionSchema = Type.Object(
  {
    ...listedMembers,
    request: Type.Object({ headers: Headers, body: Nullable(Type.String()) }),
    response: Nullable(Type.Object({ headers: Headers, body: Nullable(Type.String()) })),
  },
  { description: 'One call to ORCID and its answer, without what is secret in either' },
);

export const RetentionSchema = Type.Object({
  keptDays: Type.Integer({ minimum: keptDaysLimits.least, maximum: keptDaysLimits.most }),
});
