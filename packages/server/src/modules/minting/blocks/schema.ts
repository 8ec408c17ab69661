import type { Readable } from 'node:stream';
import { type TSchema, Type } from 'typebox';
import { pidStates, pidTypes } from '../../pids/index.ts';
import { Metadata, PersonSchema, Sample } from '../schema.ts';
import { ITEMS_AT_ONCE } from './change-names.ts';
import { stockNames } from './labels/stocks.ts';
import { LONGEST_TERM_DAYS } from './update-block.ts';

const Timestamp = Type.String({ format: 'date-time' });
const Count = Type.Integer({ minimum: 0 });
const orNull = <T extends Parameters<typeof Type.Array>[0]>(type: T) => Type.Union([type, Type.Null()]);

export const NAMES_LIMIT = 100_000;
/** Names that one request may give back by name. */
const RELEASED_BY_NAME = 10_000;
export const LABELS_LIMIT = 10_000;

const blockMembers = {
  id: Type.String(),
  title: orNull(Type.String()),
  shoulder: Type.String({ description: 'Id of the shoulder' }),
  count: Type.Integer({ description: 'How many names were reserved' }),
  states: Type.Object(Object.fromEntries(pidStates.map((state) => [state, Count])), {
    description: 'How many of them are in which state now',
  }),
  owner: orNull(PersonSchema),
  createdAt: Timestamp,
  expiresAt: Type.Union([Timestamp, Type.Null()], {
    description: 'When what is still reserved is given back by itself; null: never',
  }),
};

export const BlockSchema = Type.Object(blockMembers, { $id: 'Block' });

export const ReservedBlockSchema = Type.Object(
  {
    ...blockMembers,
    names: Type.Array(Type.String(), { description: 'In the order in which they were made' }),
  },
  { $id: 'ReservedBlock' },
);

export const BlockNamesSchema = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        pid: Type.String(),
        type: Type.Enum([...pidTypes]),
        url: Type.String({ description: 'The address to print and to cite' }),
        state: Type.Enum([...pidStates]),
        target: orNull(Type.String()),
        title: orNull(Type.String()),
      }),
    ),
  },
  { $id: 'BlockNames' },
);

export const BlockParams = Type.Object({ id: Type.String({ format: 'uuid' }) });

const Title = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
const Target = orNull(Type.String({ minLength: 1, maxLength: 2048 }));
const TargetTemplate = Type.Union([Type.String({ minLength: 1, maxLength: 2048 }), Type.Null()], {
  description: 'Where each leads, with {pid} for its name',
});

export const ReserveBody = Type.Object(
  {
    shoulder: Type.String({ minLength: 1, maxLength: 100, description: 'Id of the shoulder' }),
    count: Type.Integer({ minimum: 1, maximum: NAMES_LIMIT }),
    title: Type.Optional(Title),
    target: Type.Optional(TargetTemplate),
    metadata: Type.Optional(Metadata),
    sample: Type.Optional(Sample),
    expiresInDays: Type.Optional(Type.Integer({ minimum: 1, maximum: LONGEST_TERM_DAYS })),
    expiresAt: Type.Optional(Timestamp),
    drafts: Type.Optional(
      Type.Boolean({ default: false, description: 'Whether the registrar gets a draft of each' }),
    ),
  },
  { additionalProperties: false },
);

export const FormatQuery = Type.Object(
  { format: Type.Optional(Type.Enum(['json', 'csv'], { description: 'Goes before Accept' })) },
  { additionalProperties: false },
);

export const ChangeBlockBody = Type.Object(
  { title: Type.Optional(orNull(Title)), expiresAt: Type.Optional(orNull(Timestamp)) },
  { additionalProperties: false, minProperties: 1 },
);

const PidText = Type.String({ minLength: 1, maxLength: 2048 });

export const ReleaseBody = Type.Object(
  {
    pids: Type.Optional(
      Type.Array(PidText, {
        minItems: 1,
        maxItems: RELEASED_BY_NAME,
        description: 'Left out: all that is still reserved',
      }),
    ),
  },
  { additionalProperties: false },
);

export const ReleasedSchema = Type.Object(
  { released: Type.Integer({ description: 'How many this request gave back' }), block: BlockSchema },
  { $id: 'ReleasedNames' },
);

export const ChangeNamesBody = Type.Object(
  {
    items: Type.Optional(
      Type.Array(
        Type.Object(
          {
            pid: PidText,
            target: Type.Optional(Target),
            metadata: Type.Optional(Metadata),
            sample: Type.Optional(Sample),
          },
          { additionalProperties: false },
        ),
        { minItems: 1, maxItems: ITEMS_AT_ONCE },
      ),
    ),
    filter: Type.Optional(
      Type.Object(
        {
          first: Type.Optional(
            Type.Integer({
              minimum: 1,
              maximum: ITEMS_AT_ONCE,
              description: 'The first so many that are still reserved; left out: all of them',
            }),
          ),
        },
        { additionalProperties: false, description: 'Instead of items: all in the same way' },
      ),
    ),
    target: Type.Optional(TargetTemplate),
    metadata: Type.Optional(Metadata),
    sample: Type.Optional(Sample),
  },
  { additionalProperties: false },
);

export const ChangedNamesSchema = Type.Object(
  { count: Type.Integer(), pids: Type.Array(Type.String()) },
  { $id: 'ChangedNames' },
);

export const TableQuery = Type.Object(
  {
    column: Type.String({ minLength: 1, maxLength: 200, description: 'Heading of the column to fill' }),
    value: Type.Optional(Type.Enum(['pid', 'url'], { default: 'pid' })),
    from: Type.Optional(
      Type.Integer({ minimum: 1, maximum: NAMES_LIMIT, default: 1, description: 'The first name to use' }),
    ),
  },
  { additionalProperties: false },
);

/** A body that is taken as a stream; nothing of it is checked before it is read. */
export const TableBody = Type.Unsafe<Readable>({ description: 'The table itself' });

const Stock = Type.Enum([...stockNames], { default: 'a4-24' });
const Skip = Type.Integer({
  minimum: 0,
  maximum: 200,
  default: 0,
  description: 'Labels of the first sheet that are used up',
});

export const LabelQuery = Type.Object(
  {
    stock: Type.Optional(Stock),
    from: Type.Optional(Type.Integer({ minimum: 1, maximum: NAMES_LIMIT, default: 1 })),
    to: Type.Optional(Type.Integer({ minimum: 1, maximum: NAMES_LIMIT })),
    skip: Type.Optional(Skip),
  },
  { additionalProperties: false },
);

export const LabelBody = Type.Object(
  {
    pids: Type.Array(PidText, { minItems: 1, maxItems: LABELS_LIMIT }),
    stock: Type.Optional(Stock),
    skip: Type.Optional(Skip),
  },
  { additionalProperties: false },
);

/** An answer of this form that is written piece by piece. */
export function streamedAs(schema: TSchema) {
  return { schema: Type.Unsafe<Readable>(schema) };
}

export const csvAnswer = { 'text/csv': streamedAs(Type.String()) };
