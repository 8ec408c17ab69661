import type { AppContext } from '../../context.ts';

/** What the API is given. */
export type DspaceContext = Pick<
  AppContext,
  | 'afterItemChange'
  | 'config'
  | 'db'
  | 'findTokenOwner'
  | 'guesses'
  | 'log'
  | 'metrics'
  | 'noidSequences'
  | 'now'
  | 'passwordHasher'
  | 'secrets'
  | 'wakeRegistration'
>;
