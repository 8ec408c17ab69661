import { Type } from 'typebox';
import { NamedOrcids } from '../../http/orcids.ts';
import { pidStates, pidTypes } from '../pids/index.ts';

const PidState = Type.Enum([...pidStates]);
const PidType = Type.Enum([...pidTypes]);
const RegistrationState = Type.Enum(['none', 'pending', 'acknowledged', 'refused']);
const Timestamp = Type.String({ format: 'date-time' });

export const PersonSchema = Type.Object({
  id: Type.String(),
  name: Type.Union([Type.String(), Type.Null()]),
  orcid: Type.String(),
});

export const PidSchema = Type.Object(
  {
    pid: Type.String({ description: 'Canonical name, such as 10.5072/abcd-1234 or ark:99999/fk44w2s' }),
    type: PidType,
    state: PidState,
    target: Type.Union([Type.String(), Type.Null()], {
      description: 'Where it resolves to; null: its own page here',
    }),
    url: Type.String({ description: 'The address to print and to cite' }),
    metadata: Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()], {
      description: 'DataCite metadata (kernel 4.7) as JSON',
    }),
    orcids: NamedOrcids,
    shoulder: Type.String(),
    owner: Type.Union([PersonSchema, Type.Null()]),
    reason: Type.Union([Type.String(), Type.Null()], { description: 'Why it was withdrawn' }),
    version: Type.Integer(),
    registration: Type.Object({ state: RegistrationState }),
    block: Type.Union([Type.String(), Type.Null()], { description: 'The block that it was reserved in' }),
    expiresAt: Type.Union([Timestamp, Type.Null()], {
      description: 'When a reserved name is released by itself; null: never',
    }),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  },
  { $id: 'Pid' },
);

export const EventSchema = Type.Object(
  {
    id: Type.Integer(),
    action: Type.String(),
    at: Timestamp,
    actor: Type.Object({
      kind: Type.Enum(['operator', 'person', 'organisation-key', 'service-account', 'service']),
      name: Type.Union([Type.String(), Type.Null()]),
      orcid: Type.Union([Type.String(), Type.Null()]),
    }),
    before: Type.Unknown(),
    after: Type.Unknown(),
    reason: Type.Union([Type.String(), Type.Null()]),
  },
  { $id: 'PidEvent' },
);

export const RegistrationSchema = Type.Object(
  {
    state: RegistrationState,
    registrar: Type.Union([Type.Literal('datacite'), Type.Null()]),
    attempts: Type.Integer(),
    nextAttemptAt: Type.Union([Timestamp, Type.Null()]),
    acknowledgedAt: Type.Union([Timestamp, Type.Null()]),
    heldBack: Type.Union([Type.String(), Type.Null()], {
      description: 'Why nothing is sent at the moment, where something holds all registrations back',
    }),
    lastAnswer: Type.Union([
      Type.Object({
        at: Timestamp,
        status: Type.Union([Type.Integer(), Type.Null()]),
        detail: Type.String(),
        errors: Type.Array(Type.Object({ pointer: Type.String(), detail: Type.String() })),
      }),
      Type.Null(),
    ]),
  },
  { $id: 'Registration' },
);

export const pageOf = <T extends Parameters<typeof Type.Array>[0]>(item: T) =>
  Type.Object({ items: Type.Array(item), next: Type.Union([Type.String(), Type.Null()]) });

export const PidParams = Type.Object({ pid: Type.String({ minLength: 1, maxLength: 2048 }) });

const Target = Type.Union([Type.String({ minLength: 1, maxLength: 2048 }), Type.Null()]);
/** Its rules are the kernel's, and all its mistakes are told together; see validateMetadata. */
export const Metadata = Type.Unknown({ description: 'DataCite metadata (kernel 4.7) as JSON' });

/** Its rules are in validateSample, and all its mistakes are told together. */
export const Sample = Type.Unknown({
  description:
    'What an IGSN ID stands for: `material`, `sampleType`, `collectors`, `collectionDate`, `collectionPlace`, `parentSample`; written into `metadata`. Only under shoulders of type igsn',
});

export const MintBody = Type.Object(
  {
    shoulder: Type.String({ minLength: 1, maxLength: 100, description: 'Id of the shoulder' }),
    state: Type.Optional(Type.Enum(['reserved', 'registered', 'public'], { default: 'public' })),
    target: Type.Optional(Target),
    metadata: Type.Optional(Metadata),
    sample: Type.Optional(Sample),
  },
  { additionalProperties: false },
);

export const IdempotencyHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      maxLength: 255,
      description: 'A fresh random value for each new request; kept for 24 hours',
    }),
  ),
});

export const IfMatchHeaders = Type.Object({
  'if-match': Type.Optional(
    Type.String({ description: 'The ETag of the version that you are changing; needed' }),
  ),
});

export const UpdateBody = Type.Object(
  {
    target: Type.Optional(Target),
    metadata: Type.Optional(Metadata),
    sample: Type.Optional(Sample),
  },
  { additionalProperties: false, minProperties: 1 },
);

export const PublishBody = Type.Object({}, { additionalProperties: false });

export const WithdrawBody = Type.Object(
  { reason: Type.String({ minLength: 3, maxLength: 2000, pattern: '\\S' }) },
  { additionalProperties: false },
);

const Limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 }));
const Cursor = Type.Optional(Type.String({ maxLength: 1000 }));

export const ListQuery = Type.Object(
  {
    state: Type.Optional(PidState),
    type: Type.Optional(PidType),
    shoulder: Type.Optional(Type.String({ format: 'uuid' })),
    owner: Type.Optional(
      Type.String({
        pattern: '^(me|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$',
        description: '"me" or an account id',
      }),
    ),
    block: Type.Optional(Type.String({ format: 'uuid' })),
    q: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'Part of the name or title' })),
    sort: Type.Optional(
      Type.Enum(['created', '-created', 'updated', '-updated', 'pid', '-pid'], { default: '-created' }),
    ),
    limit: Limit,
    cursor: Cursor,
  },
  { additionalProperties: false },
);

export const PageQuery = Type.Object({ limit: Limit, cursor: Cursor }, { additionalProperties: false });
