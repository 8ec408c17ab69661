import type { SealedColumn } from '../../db/sealed-columns.ts';
import { sealedClientSecrets } from './clients/store.ts';
import { sealedConnects } from './connecting/store.ts';
import { sealedPeppers } from './erasures/tombstones/store.ts';
import { sealedWebhooks } from './webhooks/store.ts';

/** Every column of this module that holds sealed values. */
export const orcidSealedColumns: readonly SealedColumn[] = [
  sealedClientSecrets,
  sealedConnects,
  sealedPeppers,
  sealedWebhooks,
];
