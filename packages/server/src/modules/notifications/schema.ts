import { Type } from 'typebox';
import { ADDRESS_LIMIT } from './mail/address.ts';

const Nullable = <T extends Parameters<typeof Type.Array>[0]>(schema: T) => Type.Union([schema, Type.Null()]);
const Timestamp = Type.String({ format: 'date-time' });

export const NoticeSchema = Type.Object(
  {
    id: Type.String(),
    kind: Type.String(),
    title: Type.String(),
    body: Type.String({ description: 'Plain text' }),
    link: Nullable(Type.String({ description: 'Where to go on: a path of this service' })),
    createdAt: Timestamp,
    readAt: Nullable(Timestamp),
    mail: Type.String({
      description:
        'none, pending, sent (a mail server took it), refused (it never will) or caught (there is no mail server; ' +
        'administrators of the organisation read it at /app/mail)',
    }),
  },
  { $id: 'Notice' },
);

export const NoticePage = Type.Object({
  items: Type.Array(NoticeSchema),
  next: Nullable(Type.String()),
  unread: Type.Integer({ description: 'How many you have not read, in all' }),
});

export const NoticeQuery = Type.Object(
  {
    unread: Type.Optional(Type.Boolean({ description: 'Only what you have not read' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    cursor: Type.Optional(Type.String({ maxLength: 1000 })),
  },
  { additionalProperties: false },
);

export const NoticeParams = Type.Object({ id: Type.String({ format: 'uuid' }) });
export const EmptyBody = Type.Object({}, { additionalProperties: false });
export const ReadAllAnswer = Type.Object({ read: Type.Integer() });

export const MailAddressSchema = Type.Object(
  {
    email: Nullable(Type.String({ description: 'Where your notices are mailed to' })),
    unconfirmed: Nullable(
      Type.String({ description: 'The address that waits for you to follow the link mailed there' }),
    ),
    problem: Nullable(
      Type.String({ description: 'What the mail server said, if it did not take the latest mail to you' }),
    ),
  },
  { $id: 'MailAddress' },
);

export const RepliesSchema = Type.Object(
  { allowed: Type.Boolean() },
  { $id: 'MailReplies', additionalProperties: false },
);

export const ChangeMeBody = Type.Object(
  { email: Nullable(Type.String({ maxLength: ADDRESS_LIMIT, description: 'null: no more mails' })) },
  { additionalProperties: false },
);
