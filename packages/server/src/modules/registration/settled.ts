import type { Tx } from '../../db/index.ts';
import type { InputProblem } from '../../errors.ts';
import type { Wanted } from './wanted.ts';

/** What became of a wish that its registrar has answered for good. */
export type SettledRegistration = {
  pid: string;
  wanted: Wanted;
  wantedHash: string;
  state: 'acknowledged' | 'refused';
  detail: string;
  errors: readonly InputProblem[];
};

/** What follows from the answer of a registrar, in the transaction that writes the answer down. */
export type AfterRegistration = (tx: Tx, settled: SettledRegistration) => Promise<void>;
