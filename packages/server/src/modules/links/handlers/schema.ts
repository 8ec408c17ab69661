import { Type } from 'typebox';
import { TITLE_LIMIT } from '../rules/read-link.ts';
import { TARGET_LENGTH_LIMIT } from '../rules/target.ts';
import { Cursor, closed, Limit, Nullable, Timestamp } from '../schema.ts';

export const RangeParams = Type.Object({
  range: Type.String({
    minLength: 1,
    maxLength: 1000,
    description:
      'gs1/01/^0950600, or gs1/^9506000 for a GS1 Company Prefix whatever the key; percent-encoded whole',
  }),
});

export const HandlerSchema = Type.Object(
  {
    range: Type.String(),
    namespace: Type.String(),
    ai: Nullable(Type.String({ description: 'Null: whatever the key' })),
    beginning: Type.String(),
    target: Type.String(),
    title: Type.String(),
    version: Type.Integer(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  },
  { $id: 'Handler' },
);

export const PutHandlerBody = Type.Object(
  {
    target: Type.String({
      minLength: 1,
      maxLength: TARGET_LENGTH_LIMIT,
      description: 'Base address of the other resolver; the canonical path is appended',
    }),
    title: Type.String({ minLength: 1, maxLength: TITLE_LIMIT }),
  },
  closed,
);

export const ListHandlersQuery = Type.Object(
  { namespace: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })), limit: Limit, cursor: Cursor },
  closed,
);
