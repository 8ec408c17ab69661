import { Type } from 'typebox';
import { GREATEST_LIMIT } from '../../../http/paging.ts';
import { alertCauses } from '../alerts.ts';
import { queueActionNames, registrationStatuses } from './status.ts';

/** How many identifiers one request may name. */
export const NAMED_LIMIT = 1000;
/** How many attempts one request may make. */
export const ATTEMPTS_LIMIT = 100;

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T, options = {}) =>
  Type.Union([type, Type.Null()], options);
const Timestamp = Type.String({ format: 'date-time' });
const Status = Type.Enum([...registrationStatuses]);
const Action = Type.Enum([...queueActionNames]);
const State = Type.Enum(['pending', 'acknowledged', 'refused']);
const Wanted = Type.Enum(['findable', 'registered', 'draft', 'absent']);
const Slug = Type.String({ minLength: 1, maxLength: 63 });
export const PidName = Type.String({ minLength: 1, maxLength: 2048 });
const Cursor = Type.String({ minLength: 1, maxLength: 4096 });

const LastAnswer = Type.Object({
  at: Timestamp,
  status: Nullable(Type.Integer(), { description: 'HTTP status of the registrar; null: no answer came' }),
  detail: Type.String(),
  errors: Type.Array(Type.Object({ pointer: Type.String(), detail: Type.String() })),
});

export const QueuedRegistration = Type.Object(
  {
    pid: Type.String(),
    status: Status,
    state: State,
    wanted: Wanted,
    account: Type.Object({ id: Type.String(), repositoryId: Type.String() }),
    organisation: Type.String({ description: 'Short name of the organisation that the account belongs to' }),
    attempts: Type.Integer({ description: 'Attempts since the wish last changed or was queued again' }),
    nextAttemptAt: Nullable(Timestamp),
    lastAnswer: Nullable(LastAnswer),
    holder: Nullable(
      Type.Object({ type: Type.String(), id: Type.String(), handle: Nullable(Type.String()) }),
      {
        description: 'What the identifier is the name of, where this service describes it',
      },
    ),
    wantedAt: Timestamp,
    acknowledgedAt: Nullable(Timestamp),
  },
  { $id: 'QueuedRegistration' },
);

const filterMembers = {
  status: Type.Optional(Status),
  state: Type.Optional(State),
  action: Type.Optional(Action),
  account: Type.Optional(Type.String({ format: 'uuid', description: 'Id of a registrar account' })),
  organisation: Type.Optional(Slug),
};

export const QueueQuery = Type.Object(
  {
    ...filterMembers,
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: GREATEST_LIMIT })),
    cursor: Type.Optional(Cursor),
  },
  { additionalProperties: false },
);

export const QueuePage = Type.Object({
  items: Type.Array(QueuedRegistration),
  next: Nullable(Type.String()),
});

const accountMembers = {
  id: Type.String(),
  organisation: Type.String(),
  registrar: Type.Literal('datacite'),
  url: Type.String(),
  repositoryId: Type.String(),
  requestsPerFiveMinutes: Type.Integer({ description: 'The rate in force' }),
  configuredRequestsPerFiveMinutes: Type.Integer({ description: 'The rate where nobody set another here' }),
  concurrency: Type.Integer({ description: 'Attempts under way at a time, in each process' }),
  pause: Nullable(Type.Object({ since: Timestamp, reason: Type.String() })),
  outage: Nullable(
    Type.Object({ since: Timestamp, detail: Type.String(), nextHeartbeatAt: Nullable(Timestamp) }),
    { description: 'The registrar is taken to be out of order; nothing is sent but heartbeats' },
  ),
  alertAddress: Nullable(Type.String(), {
    description: 'Who is mailed when something needs a person; null: the contact address of the service',
  }),
};

export const RegistrarAccountSchema = Type.Object(accountMembers, { $id: 'RegistrarAccount' });
export const RegistrarAccountPage = Type.Object({
  items: Type.Array(RegistrarAccountSchema),
  next: Nullable(Type.String()),
});
export const AccountParams = Type.Object({ id: Type.String({ format: 'uuid' }) });

export const ChangeAccountBody = Type.Object(
  {
    concurrency: Type.Optional(Type.Integer({ minimum: 1, maximum: 32 })),
    requestsPerFiveMinutes: Type.Optional(
      Nullable(Type.Integer({ minimum: 1, maximum: 3000 }), { description: 'Null: as configured' }),
    ),
    alertAddress: Type.Optional(Nullable(Type.String({ maxLength: 254 }))),
  },
  { additionalProperties: false, minProperties: 1 },
);

export const PauseBody = Type.Object(
  { reason: Type.String({ minLength: 1, maxLength: 1000 }) },
  { additionalProperties: false },
);
export const EmptyBody = Type.Optional(Nullable(Type.Object({}, { additionalProperties: false })));

export const AccountCheckSchema = Type.Object(
  { ok: Type.Boolean(), detail: Type.String(), account: RegistrarAccountSchema },
  { $id: 'RegistrarAccountCheck' },
);

const counts = {
  statuses: Type.Record(Status, Type.Integer()),
  states: Type.Record(State, Type.Integer()),
};

export const QueueSummarySchema = Type.Object(
  {
    ...counts,
    heldBack: Nullable(Type.String(), { description: 'Why nothing is sent at all, where that is so' }),
    accounts: Type.Array(
      Type.Object({
        ...accountMembers,
        ...counts,
        nextAttemptAt: Nullable(Timestamp, { description: 'When the first that waits is due' }),
      }),
    ),
    alerts: Type.Array(
      Type.Object({
        organisation: Type.String(),
        cause: Type.Enum([...alertCauses]),
        day: Type.String({ format: 'date' }),
        subject: Type.String(),
        body: Type.String(),
        createdAt: Timestamp,
        mail: Type.Enum(['sent', 'waiting', 'kept'], {
          description: 'Kept: there is no mail server or no address, or it was refused or grew too old',
        }),
      }),
      { description: 'What people were told of in the last days, newest first' },
    ),
  },
  { $id: 'QueueSummary' },
);

export const RequeueBody = Type.Object(
  {
    pids: Type.Optional(Type.Array(PidName, { minItems: 1, maxItems: NAMED_LIMIT })),
    filter: Type.Optional(Type.Object(filterMembers, { additionalProperties: false })),
    force: Type.Optional(
      Type.Boolean({ description: 'With `pids`: send again also what the registrar has acknowledged' }),
    ),
  },
  { additionalProperties: false, minProperties: 1 },
);
export const RequeueAnswer = Type.Object({ requeued: Type.Integer() });

export const AttemptsBody = Type.Object(
  {
    action: Type.Optional(Action),
    pids: Type.Optional(Type.Array(PidName, { minItems: 1, maxItems: ATTEMPTS_LIMIT })),
    account: filterMembers.account,
    organisation: filterMembers.organisation,
    cursor: Type.Optional(Cursor),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: ATTEMPTS_LIMIT, default: ATTEMPTS_LIMIT })),
  },
  { additionalProperties: false, minProperties: 1 },
);

export const AttemptsAnswer = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        pid: Type.String(),
        before: Nullable(Status, { description: 'Null: there is no such identifier in the queue' }),
        status: Nullable(Status),
        outcome: Type.Enum(['acknowledged', 'pending', 'refused', 'not-sent']),
        detail: Type.String(),
        reason: Nullable(Type.Enum(['account', 'budget', 'busy', 'held-back']), {
          description:
            'With `not-sent`: the account is paused or its registrar out of order; its rate budget is used up; it is being ' +
            'attempted at this moment; this is a copy of another service. Null: there is nothing to send',
        }),
        retryAt: Nullable(Timestamp, {
          description: 'With `not-sent`: when to come back, where that is known',
        }),
      }),
    ),
    next: Nullable(Type.String()),
    retryAt: Nullable(Timestamp, {
      description:
        'The rate budget is used up: go on with `next` at this moment. Nothing of what is left was attempted',
    }),
  },
  { $id: 'QueueAttempts' },
);
