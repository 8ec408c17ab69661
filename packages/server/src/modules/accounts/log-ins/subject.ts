/** Whose log-ins are meant: a service account's, a person's, or those of the operator's token. */
export type LogInSubject =
  | { kind: 'service-account'; id: string }
  | { kind: 'person'; id: string }
  | { kind: 'operator' };

/** What a log-in of the operator's token names as its person: DSpace's clients look one up. */
export const OPERATOR_ID = '00000000-0000-0000-0000-000000000000';

/** The key of the row that holds the salt of somebody's log-ins. */
export function subjectOf(subject: LogInSubject): string {
  return subject.kind === 'operator' ? 'operator' : `${subject.kind}:${subject.id}`;
}
