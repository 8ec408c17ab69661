import { Type } from 'typebox';
import { Nullable, Timestamp } from '../schema.ts';
import { NAMES_LIMIT } from './read-names.ts';

const Name = Type.String({ minLength: 1, maxLength: 300 });
const Names = Type.Array(Name, { minItems: 1, maxItems: NAMES_LIMIT });

export const HeldNameSchema = Type.Object(
  { name: Type.String(), reason: Nullable(Type.String()), heldAt: Timestamp },
  { $id: 'HeldName' },
);
export const QueuedNameSchema = Type.Object({ name: Type.String(), dueAt: Timestamp }, { $id: 'QueuedName' });

export const NameParams = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String({ minLength: 1, maxLength: 300 }),
});

export const HoldBody = Type.Object(
  { names: Names, reason: Type.Optional(Nullable(Type.String({ maxLength: 2000 }))) },
  { additionalProperties: false },
);
export const HoldAnswer = Type.Object({ held: Type.Integer({ description: 'How many are new' }) });

export const QueueBody = Type.Object(
  {
    names: Names,
    dueAt: Type.Optional(
      Nullable(
        Type.String({ format: 'date-time', maxLength: 40, description: 'Not before this; null: at once' }),
      ),
    ),
  },
  { additionalProperties: false },
);
export const QueueAnswer = Type.Object({ queued: Type.Integer() });

export const AdvanceBody = Type.Object({ names: Names }, { additionalProperties: false });
export const AdvanceAnswer = Type.Object({
  held: Type.Integer({ description: 'Names that are newly held back' }),
  known: Type.Array(Type.String(), { description: 'Names that were given out here' }),
  counter: Type.Integer({ description: 'How many names of the template are used up now' }),
});

const Count = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const ManyNames = Type.Array(Name, { maxItems: 200_000 });

const StateBody = Type.Object(
  {
    template: Type.String({ minLength: 1, maxLength: 100 }),
    zone: Type.String({ maxLength: 100 }),
    sequence: Type.Object(
      {
        template: Type.String({ minLength: 1, maxLength: 100 }),
        zone: Type.String({ maxLength: 100 }),
        position: Count,
        mask: Type.String({ maxLength: 100 }),
        maskStart: Count,
        counters: Type.Array(Count, { maxItems: 293 }),
      },
      { additionalProperties: false, description: 'Where the order of the template stands' },
    ),
    held: Type.Optional(ManyNames),
    queued: Type.Optional(
      Type.Array(
        Type.Object(
          { name: Name, at: Type.Optional(Nullable(Type.String({ maxLength: 40 }))) },
          { additionalProperties: false },
        ),
        { maxItems: 10_000 },
      ),
    ),
    issued: Type.Optional(Nullable(ManyNames)),
  },
  { additionalProperties: false },
);
const TextBody = Type.Object(
  {
    format: Type.Enum(['nog', 'perl-noid'], {
      description:
        'nog: the JSON of a Nog minter, as EZID or noidy keeps it. perl-noid: db_dump or `noid dbinfo`',
    }),
    text: Type.String({ minLength: 1 }),
  },
  { additionalProperties: false },
);

/** Where another minter stands, in our own form or as that minter writes it. */
export const ImportBody = Type.Union([StateBody, TextBody]);

export const ImportAnswer = Type.Object({
  counter: Type.Integer(),
  held: Type.Integer({ description: 'Names that are newly held back' }),
  queued: Type.Integer(),
});
