import { Type } from 'typebox';
import { invitationLanguages, invitationStates } from './invitation.ts';
import { NAME_LIMIT } from './wish.ts';

type Schema = Parameters<typeof Type.Array>[0];
const Nullable = <T extends Schema>(schema: T) => Type.Union([schema, Type.Null()]);
const Timestamp = Type.String({ format: 'date-time' });

export const InvitationSchema = Type.Object(
  {
    id: Type.String(),
    state: Type.Enum([...invitationStates]),
    name: Type.String(),
    email: Type.String(),
    language: Type.Enum([...invitationLanguages]),
    hintedOrcid: Nullable(
      Type.String({
        description: 'The iD that a description names for the person; nobody proved that it is theirs',
      }),
    ),
    items: Type.Array(Type.String(), { description: 'Items that name the person' }),
    orcid: Nullable(Type.String({ description: 'The iD that the person signed in with at ORCID' })),
    differs: Type.Boolean({ description: 'Whether that is another one than `hintedOrcid`' }),
    connection: Nullable(Type.String()),
    mails: Type.Integer(),
    caught: Type.Boolean({ description: 'There is no mail server: the mail is to be read here' }),
    lastMailAt: Nullable(Timestamp),
    nextMailAt: Nullable(Timestamp),
    detail: Nullable(Type.String({ description: 'What the mail server said, where that matters' })),
    invitedBy: Type.Object({
      kind: Type.Enum(['operator', 'person', 'organisation-key', 'service-account', 'service']),
      name: Nullable(Type.String()),
      orcid: Nullable(Type.String()),
    }),
    expiresAt: Timestamp,
    endedAt: Nullable(Timestamp),
    createdAt: Timestamp,
  },
  { $id: 'OrcidInvitation' },
);

export const InvitationsQuery = Type.Object(
  {
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    cursor: Type.Optional(Type.String({ maxLength: 1000 })),
    state: Type.Optional(Type.Enum([...invitationStates])),
  },
  { additionalProperties: false },
);

export const InvitationsPage = Type.Object({
  items: Type.Array(InvitationSchema),
  next: Nullable(Type.String()),
});

export const OrganisationParams = Type.Object({ slug: Type.String({ minLength: 1, maxLength: 63 }) });

export const InvitationParams = Type.Object({
  ...OrganisationParams.properties,
  invitationId: Type.String({ format: 'uuid' }),
});

export const InviteBody = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: NAME_LIMIT, description: 'As the mail greets the person' }),
    email: Type.String({ minLength: 1, maxLength: 254 }),
    orcid: Type.Optional(
      Type.String({ maxLength: 100, description: 'The iD that a description names for the person' }),
    ),
    item: Type.Optional(Type.String({ format: 'uuid', description: 'An item that names the person' })),
    language: Type.Optional(Type.Enum([...invitationLanguages], { default: 'en' })),
  },
  { additionalProperties: false },
);

export const DryRunQuery = Type.Object(
  { dryRun: Type.Optional(Type.Boolean({ description: 'Checks the rows and invites nobody' })) },
  { additionalProperties: false },
);

export const InvitedRows = Type.Object(
  {
    invited: Type.Integer(),
    folded: Type.Integer({
      description: 'Mailboxes with an invitation that waits for an answer get no second one',
    }),
    refused: Type.Integer(),
    rows: Type.Array(
      Type.Object({
        line: Type.Integer(),
        outcome: Type.Enum(['invited', 'folded', 'refused', 'fine']),
        invitation: Nullable(Type.String()),
        problems: Type.Array(Type.Object({ pointer: Type.String(), detail: Type.String() })),
      }),
    ),
  },
  { $id: 'OrcidInvitedRows' },
);

export const InvitationMailSchema = Type.Object(
  { to: Type.String(), subject: Type.String(), text: Type.String() },
  { $id: 'OrcidInvitationMail' },
);
