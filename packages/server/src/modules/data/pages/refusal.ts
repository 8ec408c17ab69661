import { AppError, type InputProblem } from '../../../errors.ts';

/** Why a form of a page was refused, to be told on the page that it came from. */
export type FormRefusal = { status: number; detail: string; problems: readonly InputProblem[] };

/** @throws whatever is no refusal, and not-found: a form would tell strangers that there is something */
export function toFormRefusal(error: unknown): FormRefusal {
  if (!(error instanceof AppError) || ['internal-error', 'not-found', 'cross-site'].includes(error.code)) {
    throw error;
  }
  const { status, message, problems } = error;
  return { status, detail: message, problems };
}
