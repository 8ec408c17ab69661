import type { SealedColumn } from '../db/sealed-columns.ts';
import { accountsSealedColumns } from '../modules/accounts/index.ts';
import { orcidSealedColumns } from '../modules/orcid/index.ts';
import { sealedRegistrarPasswords } from '../modules/registration/index.ts';

/** Every column that holds sealed values; what is not among them is lost when its key is taken away. */
export const sealedColumns: readonly SealedColumn[] = [
  ...accountsSealedColumns,
  ...orcidSealedColumns,
  sealedRegistrarPasswords,
];
