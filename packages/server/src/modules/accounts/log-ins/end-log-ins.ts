import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { type NewEvent, recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { renewSalt } from './store.ts';
import { type LogInSubject, OPERATOR_ID, subjectOf } from './subject.ts';

/** Ends every log-in of whoever logs out, as DSpace does: all that were made with names, passwords and tokens of theirs. */
export async function endLogIns(ctx: Pick<AppContext, 'db' | 'now'>, actor: Actor): Promise<void> {
  const subject = subjectOfActor(actor);
  await transact(ctx.db, async (tx) => {
    const now = ctx.now();
    await renewSalt(tx, subjectOf(subject), now);
    await recordEvent(tx, {
      at: now,
      subject: eventSubjectOf(subject),
      action: 'end-log-ins',
      actor: toEventActor(actor),
    });
  });
}

/** The id that DSpace's clients know somebody by. */
export function logInIdOf(actor: Actor): string {
  const subject = subjectOfActor(actor);
  return subject.kind === 'operator' ? OPERATOR_ID : subject.id;
}

function subjectOfActor(actor: Actor): LogInSubject {
  switch (actor.kind) {
    case 'operator':
      return { kind: 'operator' };
    case 'person':
      return { kind: 'person', id: actor.accountId };
    case 'service-account':
      return { kind: 'service-account', id: actor.id };
    default:
      return actor satisfies never;
  }
}

function eventSubjectOf(subject: LogInSubject): NewEvent['subject'] {
  switch (subject.kind) {
    case 'operator':
      return { type: 'instance', id: 'operator' };
    case 'person':
      return { type: 'account', id: subject.id };
    case 'service-account':
      return { type: 'service-account', id: subject.id };
    default:
      return subject satisfies never;
  }
}
