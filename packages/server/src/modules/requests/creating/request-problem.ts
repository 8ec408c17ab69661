import { AppError } from '../../../errors.ts';

/** What may speak against a request, in the order in which it is asked. */
export const requestChecks = [
  'owned',
  'a-folder',
  'not-an-area',
  'not-empty',
  'not-in-a-request',
  'name-not-staged',
  'name-not-published',
  'no-identifier',
  'metadata',
  'type-known',
  'not-requested',
] as const;
export type RequestCheck = (typeof requestChecks)[number];

/** Something that speaks against a request. */
export type RequestProblem = {
  check: RequestCheck;
  /** What CyVerse's API answers: its code, its status, its reason, and further members of its envelope. */
  cyverse: { code: string; status: number; reason: string; extra: Readonly<Record<string, string>> };
  /** What is wrong and what to do, in a sentence or two. */
  detail: string;
  /** The attribute that it is about, such as `creator[2]/nameIdentifier`. */
  attribute: string | null;
};

/** A request was refused; `refusals` has everything that speaks against it, in the order of the checks. */
export class RequestRefused extends AppError {
  readonly refusals: readonly RequestProblem[];

  constructor(refusals: readonly RequestProblem[]) {
    const [first] = refusals;
    super(
      first?.check === 'owned' ? 'not-allowed' : 'request-refused',
      first?.detail ?? 'This folder cannot be requested for.',
      {
        problems: refusals.map(({ check, detail, attribute }) => ({
          pointer: attribute === null ? `/checks/${check}` : `/attributes/${attribute}`,
          detail,
        })),
      },
    );
    this.refusals = refusals;
  }
}
