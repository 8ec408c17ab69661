import { randomUUID } from 'node:crypto';
import type { Tx } from '../../db/index.ts';
import type { RequestNewsKind } from './requests/news.ts';
import { insertNotice } from './store.ts';

/** What a notice is about. */
type NoticeKind =
  | 'shoulder-requested'
  | 'shoulder-decided'
  | 'block-expiring'
  | 'block-expired'
  | 'registration-done'
  | 'registration-refused'
  | 'batch-done'
  | 'orcid-invitation-accepted'
  | 'orcid-erasure-waits'
  | 'orcid-record-merged'
  | `request-${RequestNewsKind}`;

/** One thing that one person is told. */
export type NewNotice = {
  accountId: string;
  kind: NoticeKind;
  /** A short sentence, such as "Your shoulder 99999/x1 was granted". */
  title: string;
  /** Plain text; what happened and what can be done now. */
  body: string;
  /** Where to go on: an address of this service that starts with `/`. */
  link: string | null;
  /** A name for the occasion: the same one is told to a person once, however often it is repeated. */
  once?: string;
  /** How its mail is. Default: plain text, for who has stated an address. */
  mail?: NoticeMail;
};

/** What the mail of a notice has beside its text. */
export type NoticeMail = {
  /** The same words as a fragment of HTML. */
  html: string;
  organisationId: string;
  /** Whose address answers go to, where they allow it. */
  replyToAccountId: string | null;
  /** Whether administrators of the organisation read it here: there is no mail server. */
  isCaught: boolean;
};

/** What a notice holds at most: parts of it are written by others, such as a purpose or the answer of a registrar. */
const TITLE_LIMIT = 300;
const BODY_LIMIT = 10_000;

/** Tells someone something, in the transaction of what it tells of; mails follow from the row. */
export async function notify(tx: Tx, notice: NewNotice, now: Date): Promise<void> {
  await insertNotice(tx, {
    ...notice,
    id: randomUUID(),
    title: shorten(notice.title, TITLE_LIMIT),
    body: shorten(notice.body, BODY_LIMIT),
    once: notice.once ?? null,
    mail: notice.mail ?? null,
    createdAt: now,
  });
}

function shorten(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1).toWellFormed()}…`;
}
