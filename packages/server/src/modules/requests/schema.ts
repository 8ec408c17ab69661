import { Type } from 'typebox';
import { requestChecks } from './creating/request-problem.ts';
import { requestActions } from './moves.ts';
import { requestStates, requestTypes } from './request.ts';
import { STATUS_LENGTH_LIMIT } from './status-codes/status-code.ts';
import { WORDS_LIMIT } from './words.ts';

type Schema = Parameters<typeof Type.Array>[0];

const Nullable = <T extends Schema>(schema: T) => Type.Union([schema, Type.Null()]);
const Timestamp = Type.String({ format: 'date-time' });
export const Uuid = Type.String({ format: 'uuid' });
const strict = { additionalProperties: false } as const;

export const listOf = <T extends Schema>(item: T) =>
  Type.Object({ items: Type.Array(item), next: Nullable(Type.String()) });

const ActorSchema = Type.Object({
  kind: Type.Enum(['operator', 'person', 'organisation-key', 'service-account', 'service']),
  name: Nullable(Type.String()),
  orcid: Nullable(Type.String()),
});
const PersonSchema = Type.Object({ name: Nullable(Type.String()), orcid: Type.String() });

export const RequestSchema = Type.Object(
  {
    id: Type.String(),
    type: Type.Enum([...requestTypes]),
    state: Type.Enum([...requestStates]),
    status: Type.String({ description: 'The status code that CyVerse’s clients see' }),
    failedIn: Nullable(Type.String({ description: 'What it was doing when it failed' })),
    organisation: Type.String({ description: 'Short name' }),
    requester: ActorSchema,
    assignee: Nullable(PersonSchema),
    folder: Type.Object({
      id: Type.String(),
      name: Type.String(),
      path: Nullable(Type.String({ description: 'Where it is now; null: deleted' })),
      originalPath: Type.String(),
    }),
    permanentId: Nullable(Type.String()),
    version: Type.Integer({ description: 'Counts changes; the ETag' }),
    createdAt: Timestamp,
    updatedAt: Timestamp,
    updatedBy: ActorSchema,
    publishedAt: Nullable(Timestamp),
  },
  { $id: 'PermanentIdRequest' },
);

export const AnchorSchema = Type.Union([
  Type.Object({ attribute: Type.String({ minLength: 1, maxLength: 1000 }) }, strict),
  Type.Object({ file: Type.String({ minLength: 1, maxLength: 4096 }) }, strict),
]);

export const HistoryEntrySchema = Type.Object(
  {
    at: Timestamp,
    action: Type.String({ description: 'The move; `submit` is the first' }),
    state: Type.Enum([...requestStates]),
    status: Type.String(),
    comment: Nullable(Type.String()),
    internal: Type.Boolean(),
    actor: ActorSchema,
  },
  { $id: 'RequestHistoryEntry' },
);

export const CommentSchema = Type.Object(
  {
    id: Type.String(),
    replyTo: Nullable(Type.String()),
    body: Type.String(),
    internal: Type.Boolean({ description: 'Among curators' }),
    anchor: Nullable(AnchorSchema),
    actor: ActorSchema,
    createdAt: Timestamp,
  },
  { $id: 'RequestComment' },
);

export const ChangeSchema = Type.Object(
  {
    id: Type.String(),
    round: Type.Integer({ description: 'Which return it came with, from 1' }),
    text: Type.String(),
    anchor: Nullable(AnchorSchema),
    state: Type.Enum(['open', 'done', 'declined']),
    answer: Nullable(Type.String()),
    createdAt: Timestamp,
    answeredAt: Nullable(Timestamp),
  },
  { $id: 'RequestChange' },
);

export const CheckSchema = Type.Object(
  {
    name: Type.String(),
    severity: Type.Enum(['error', 'warning', 'suggestion']),
    automatic: Type.Boolean({ description: 'Found out by the service; else a curator ticks it' }),
    outcome: Type.Enum(['open', 'passed', 'failed']),
    detail: Nullable(Type.String()),
    waivedReason: Nullable(Type.String()),
    actor: Nullable(ActorSchema),
    at: Timestamp,
  },
  { $id: 'RequestCheck' },
);

export const ProblemsSchema = Type.Object(
  {
    folder: Type.String(),
    type: Type.String(),
    problems: Type.Array(
      Type.Object({
        check: Type.Enum([...requestChecks]),
        attribute: Nullable(Type.String({ description: 'Such as creator[2]/nameIdentifier' })),
        detail: Type.String(),
        code: Type.String({ description: 'CyVerse’s error code' }),
      }),
    ),
  },
  { $id: 'RequestProblems' },
);

const EntrySchema = Type.Object({ path: Type.String(), bytes: Type.Integer(), sha256: Type.String() });
const Changed = <T extends Schema>(item: T) =>
  Type.Object({ count: Type.Integer(), first: Type.Array(item, { description: 'The first thousand' }) });
export const DifferenceSchema = Type.Object(
  {
    since: Nullable(Type.Object({ at: Timestamp, purpose: Type.Enum(['staged', 'reviewed']) })),
    attributes: Type.Array(
      Type.Object({
        path: Type.String(),
        before: Nullable(Type.String()),
        after: Nullable(Type.String()),
      }),
    ),
    files: Type.Object({
      added: Changed(EntrySchema),
      removed: Changed(EntrySchema),
      changed: Changed(Type.Object({ path: Type.String(), before: EntrySchema, after: EntrySchema })),
    }),
  },
  { $id: 'RequestDifference' },
);

export const StepSchema = Type.Object(
  {
    run: Type.Integer({ description: 'Counts the pipelines of a request' }),
    pipeline: Type.Enum(['staging', 'publishing', 'returning']),
    step: Type.String(),
    state: Type.Enum(['pending', 'done', 'failed']),
    attempts: Type.Integer(),
    nextTryAt: Nullable(Timestamp),
    problem: Nullable(
      Type.Object(
        { kind: Type.Enum(['transient', 'permanent']), detail: Type.String() },
        {
          description: 'For curators',
        },
      ),
    ),
    finishedAt: Nullable(Timestamp),
  },
  { $id: 'RequestStep' },
);

export const StatusCodeSchema = Type.Object(
  { id: Type.String(), name: Type.String(), description: Type.String() },
  { $id: 'RequestStatusCode' },
);
export const CuratorSchema = Type.Object(
  {
    orcid: Type.String(),
    name: Nullable(Type.String()),
    suggested: Type.Boolean({ description: 'Looked after earlier requests of this requester' }),
  },
  { $id: 'RequestCurator' },
);
export const MovesSchema = Type.Object(
  { moves: Type.Array(Type.Enum([...requestActions])) },
  { $id: 'RequestMoves' },
);

export const RequestParams = Type.Object({ id: Type.String({ maxLength: 100 }) });
export const ChangeParams = Type.Object({ id: Type.String({ maxLength: 100 }), change: Uuid });
export const CheckParams = Type.Object({
  id: Type.String({ maxLength: 100 }),
  name: Type.String({ maxLength: 100 }),
});

const Words = Type.String({ maxLength: WORDS_LIMIT });
const comment = Type.Optional(Nullable(Words));
const AnswerSchema = {
  state: Type.Enum(['done', 'declined']),
  answer: Type.Optional(Nullable(Words)),
};

export const CreateBody = Type.Object(
  {
    folder: Uuid,
    type: Type.String({ minLength: 1, maxLength: 100, description: 'DOI or ARK' }),
    comment,
  },
  strict,
);
export const SaidBody = Nullable(Type.Object({ comment }, strict));
export const AssignBody = Type.Object(
  {
    assignee: Nullable(
      Type.String({ maxLength: 100, description: 'An ORCID iD, or `me`; null: back into the queue' }),
    ),
    comment,
  },
  strict,
);
export const ReturnBody = Type.Object(
  {
    comment,
    changes: Type.Optional(
      Type.Array(Type.Object({ text: Words, anchor: Type.Optional(Nullable(AnchorSchema)) }, strict), {
        maxItems: 100,
        description: 'What is to be changed, item by item',
      }),
    ),
  },
  strict,
);
export const ResubmitBody = Nullable(
  Type.Object(
    {
      comment,
      answers: Type.Optional(
        Type.Array(Type.Object({ change: Uuid, ...AnswerSchema }, strict), { maxItems: 100 }),
      ),
    },
    strict,
  ),
);
export const RejectBody = Type.Object({ comment: Words }, strict);
export const StatusBody = Type.Object(
  { status: Type.Optional(Type.String({ maxLength: 4 * STATUS_LENGTH_LIMIT })), comment },
  strict,
);
export const CommentBody = Type.Object(
  {
    body: Words,
    internal: Type.Optional(Type.Boolean()),
    replyTo: Type.Optional(Nullable(Uuid)),
    anchor: Type.Optional(Nullable(AnchorSchema)),
  },
  strict,
);
export const AnswerBody = Type.Object(AnswerSchema, strict);
export const CheckBody = Type.Union([
  Type.Object(
    { outcome: Type.Enum(['open', 'passed', 'failed']), detail: Type.Optional(Nullable(Words)) },
    strict,
  ),
  Type.Object({ waivedReason: Nullable(Words) }, strict),
]);

export const MoveHeaders = Type.Object({
  'if-match': Type.Optional(Type.String({ description: 'The ETag that you read' })),
  'idempotency-key': Type.Optional(Type.String()),
});
export const IdempotencyHeaders = Type.Object({ 'idempotency-key': Type.Optional(Type.String()) });

export const CheckQuery = Type.Object({ folder: Uuid, type: Type.Optional(Type.String({ maxLength: 100 })) });
export const ListQuery = Type.Object(
  {
    of: Type.Optional(
      Type.Enum(['own', 'curated'], { description: 'Those that you made; those of your organisations' }),
    ),
    state: Type.Optional(
      Type.Union([
        Type.Enum([...requestStates]),
        Type.Array(Type.Enum([...requestStates]), { maxItems: requestStates.length }),
      ]),
    ),
    type: Type.Optional(Type.Enum([...requestTypes])),
    organisation: Type.Optional(Type.String({ maxLength: 63, description: 'Its short name' })),
    assignee: Type.Optional(Type.String({ maxLength: 100, description: 'An ORCID iD, or `me`' })),
    unassigned: Type.Optional(Type.Boolean()),
    requester: Type.Optional(Type.String({ maxLength: 100, description: 'An ORCID iD, or `me`' })),
    folder: Type.Optional(Uuid),
    cursor: Type.Optional(Type.String({ maxLength: 500 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  },
  strict,
);
