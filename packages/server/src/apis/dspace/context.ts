import type { AppContext } from '../../context.ts';

/** What the API is given. */
export type DspaceContext = Pick<
  AppContext,
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
