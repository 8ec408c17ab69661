import { itemKinds } from '@mintmark/orcid';
import { Type } from 'typebox';
import { rowFormats } from '../../../http/row-files/rows.ts';
import { EnvironmentSchema, KindSchema } from '../entries/schema.ts';
import { batchStates } from './batch.ts';

const Timestamp = Type.String({ format: 'date-time' });
const nullable = <T extends Parameters<typeof Type.Array>[0]>(schema: T) => Type.Union([schema, Type.Null()]);

export const BatchSchema = Type.Object(
  {
    id: Type.String(),
    kind: KindSchema,
    environment: EnvironmentSchema,
    format: Type.Enum([...rowFormats]),
    dryRun: Type.Boolean(),
    state: Type.Enum([...batchStates], {
      description: 'waiting, running, cancelling; then done, cancelled or failed',
    }),
    detail: nullable(Type.String({ description: 'Why it ended before its rows did' })),
    fileName: nullable(Type.String()),
    bytes: Type.Integer(),
    counts: Type.Object({
      total: Type.Integer(),
      done: Type.Integer({ description: 'Rows settled so far: ok, refused or skipped' }),
      ok: Type.Integer({ description: 'Rows whose entries were created, changed, or the same already' }),
      refused: Type.Integer(),
      skipped: Type.Integer(),
    }),
    createdAt: Timestamp,
    finishedAt: nullable(Timestamp),
    links: Type.Object({
      self: Type.String(),
      result: nullable(Type.String({ description: 'Null once it was deleted' })),
      apply: nullable(Type.String({ description: 'Of a dry run: does the same in earnest' })),
      cancel: nullable(Type.String()),
    }),
  },
  { $id: 'OrcidBatch', description: 'An upload of entries' },
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
    kind: KindSchema,
    dryRun: Type.Optional(
      Type.Boolean({ default: false, description: 'Say what would happen, and write no entry' }),
    ),
    environment: Type.Optional(EnvironmentSchema),
    fileName: Type.Optional(
      Type.String({ maxLength: 300, description: 'What the file is called, for people' }),
    ),
  },
  { additionalProperties: false },
);

export const BatchParams = Type.Object({
  slug: Type.String({ minLength: 1, maxLength: 100 }),
  id: Type.String({ format: 'uuid' }),
});

export const ResultQuery = Type.Object(
  { format: Type.Optional(Type.Enum(['csv', 'json'], { description: 'Default: csv' })) },
  { additionalProperties: false },
);

export const TemplateParams = Type.Object({
  slug: Type.String({ minLength: 1, maxLength: 100 }),
  file: Type.Enum(itemKinds.map((kind) => `${kind}.csv`)),
});

export const TemplateQuery = Type.Object(
  { example: Type.Optional(Type.Boolean({ description: 'With a row that shows what cells look like' })) },
  { additionalProperties: false },
);
