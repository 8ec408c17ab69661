import { Type } from 'typebox';
import { batchFormats, batchModes, batchStates, batchVerbs } from './batch.ts';

const Timestamp = Type.String({ format: 'date-time' });
const nullable = <T extends Parameters<typeof Type.Array>[0]>(schema: T) => Type.Union([schema, Type.Null()]);

export const BatchSchema = Type.Object(
  {
    id: Type.String(),
    state: Type.Enum([...batchStates], {
      description:
        'waiting, running, cancelling; then done, refused (all or nothing, and nothing was done), cancelled or failed',
    }),
    mode: Type.Enum([...batchModes]),
    dryRun: Type.Boolean(),
    format: Type.Enum([...batchFormats]),
    verb: nullable(Type.Enum([...batchVerbs])),
    shoulder: nullable(Type.String()),
    bytes: Type.Integer(),
    counts: Type.Object({
      total: Type.Integer(),
      done: Type.Integer({ description: 'Rows settled so far: ok, refused or skipped' }),
      ok: Type.Integer(),
      refused: Type.Integer(),
      skipped: Type.Integer(),
    }),
    rowsPerSecond: nullable(Type.Number({ description: 'Since it was begun' })),
    blocks: Type.Array(Type.String(), { description: 'The blocks of its plain reservations' }),
    problem: nullable(Type.String({ description: 'Why it failed' })),
    createdAt: Timestamp,
    startedAt: nullable(Timestamp),
    finishedAt: nullable(Timestamp),
    links: Type.Object({
      self: Type.String(),
      events: Type.String(),
      result: nullable(Type.String({ description: 'Null until it is finished, and once it was deleted' })),
      cancel: nullable(Type.String()),
    }),
  },
  { $id: 'Batch' },
);

const Wait = Type.Optional(
  Type.Integer({
    minimum: 0,
    maximum: 60,
    description: 'Answer only when it is finished, or after so many seconds',
  }),
);

/** For the description of the API alone: the body is read as a stream. */
export const UploadContent = {
  content: {
    'text/csv': { schema: Type.String({ description: 'CSV with a heading' }) },
    'application/x-ndjson': { schema: Type.String({ description: 'JSON Lines: one object a line' }) },
    'application/json': { schema: Type.Array(Type.Record(Type.String(), Type.Unknown())) },
  },
};

export const UploadQuery = Type.Object(
  {
    dryRun: Type.Optional(
      Type.Boolean({ default: false, description: 'Say what would happen, and write nothing' }),
    ),
    mode: Type.Optional(
      Type.Enum([...batchModes], {
        default: 'row-by-row',
        description: 'all-or-nothing: one refused row and nothing is done; 100,000 rows at most',
      }),
    ),
    verb: Type.Optional(Type.Enum([...batchVerbs], { description: 'For rows that have none' })),
    shoulder: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: 'Id or prefix, for rows that have none' }),
    ),
    wait: Wait,
  },
  { additionalProperties: false },
);

export const BatchParams = Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }) });
export const ReadQuery = Type.Object({ wait: Wait }, { additionalProperties: false });
export const ResultQuery = Type.Object(
  {
    format: Type.Optional(
      Type.Enum(['csv', 'ndjson'], {
        description: 'Goes before Accept; CSV unless one of them says otherwise',
      }),
    ),
  },
  { additionalProperties: false },
);
