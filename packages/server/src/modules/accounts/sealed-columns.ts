import type { SealedColumn } from '../../db/sealed-columns.ts';
import { sealedArtifacts } from './authorization-server/store.ts';
import { sealedDiscardedTokens } from './grants/revocations/store.ts';
import { sealedGrantTokens } from './grants/store.ts';
import { sealedIdTokens } from './id-tokens/store.ts';
import { sealedSignIns } from './sign-in/store.ts';

/** Every column of this module that holds sealed values. */
export const accountsSealedColumns: readonly SealedColumn[] = [
  ...sealedGrantTokens,
  sealedDiscardedTokens,
  sealedSignIns,
  sealedArtifacts,
  sealedIdTokens,
];
