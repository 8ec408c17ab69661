import type { AccountColumn } from '../db/account-columns.ts';
import { accountsAccountColumns } from '../modules/accounts/index.ts';
import { dataAccountColumns } from '../modules/data/index.ts';
import { itemsAccountColumns } from '../modules/items/index.ts';
import { mintingAccountColumns } from '../modules/minting/index.ts';
import { notificationsAccountColumns } from '../modules/notifications/index.ts';
import { orcidAccountColumns } from '../modules/orcid/index.ts';
import { pidsAccountColumns } from '../modules/pids/index.ts';
import { requestsAccountColumns } from '../modules/requests/index.ts';

/**
 * Every column that names an account or a person's iD, and what becomes of it when two accounts of one person are merged.
 * Connections come first: they are locked before anything else.
 */
export const accountColumns: readonly AccountColumn[] = [
  ...orcidAccountColumns,
  ...itemsAccountColumns,
  ...pidsAccountColumns,
  ...mintingAccountColumns,
  ...requestsAccountColumns,
  ...dataAccountColumns,
  ...notificationsAccountColumns,
  ...accountsAccountColumns,
];
