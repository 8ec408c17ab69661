import { type FieldError, MintmarkError } from '@mintmark/client';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { formatColumns } from './table.ts';

/** The command line itself is wrong. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** The command cannot be done as things stand here: nobody is signed in, a file is not safe. */
export class RefusedError extends Error {
  override name = 'RefusedError';
}

/** A failure as it is told: to people in sentences, to programs as the member `error` of a JSON object. */
export type Failure = {
  exitCode: ExitCode;
  text: string;
  json: {
    kind: 'refused' | 'usage' | 'unreachable';
    status: number | null;
    title: string;
    detail: string;
    errors: readonly FieldError[];
  };
};

/** @throws the error itself when it is none that a command may end with */
export function describeFailure(error: unknown): Failure {
  if (error instanceof MintmarkError) return describeMintmarkError(error);
  if (error instanceof UsageError) {
    return local('usage', 'The command line has a mistake', `${error.message}\nSee: mintmark help`, error);
  }
  if (error instanceof RefusedError) return local('refused', 'Refused', error.message, error);
  throw error;
}

function local(kind: 'refused' | 'usage', title: string, text: string, error: Error): Failure {
  return {
    exitCode: exitCodes[kind],
    text,
    json: { kind, status: null, title, detail: error.message, errors: [] },
  };
}

function describeMintmarkError(error: MintmarkError): Failure {
  const { kind, status, title, detail, errors } = error;
  const lines = [`${title}: ${detail}`];
  if (errors.length > 0) lines.push(formatErrors(errors));
  if (kind === 'refused' && status === 401) lines.push('Sign in with: mintmark login');
  return {
    exitCode: exitCodes[kind],
    text: lines.join('\n'),
    json: { kind, status, title, detail, errors },
  };
}

/** Each mistake on a line of its own: its place, then what to do about it. */
export function formatErrors(errors: readonly FieldError[]): string {
  return formatColumns(
    errors.map(({ pointer, detail }) => [pointer === '' ? '(whole body)' : pointer, detail]),
    '  ',
  );
}
