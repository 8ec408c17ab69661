import type { AppContext } from '../context.ts';
import { sealedColumns } from './sealed-columns.ts';

export type KeyInUse = {
  keyId: string;
  /** Whether it seals at present. */
  current: boolean;
  /** Whether this process can open what it sealed. */
  known: boolean;
  columns: { name: string; values: number }[];
};

/** The present key and every other one that something is sealed with, the present one first. */
export async function countSecrets(ctx: Pick<AppContext, 'db' | 'secrets'>): Promise<KeyInUse[]> {
  const columnsOf = new Map<string, KeyInUse['columns']>([[ctx.secrets.keyId, []]]);
  for (const column of sealedColumns) {
    for (const { keyId, values } of await column.count(ctx.db)) {
      columnsOf.set(keyId, [...(columnsOf.get(keyId) ?? []), { name: column.name, values }]);
    }
  }
  return [...columnsOf].map(([keyId, columns]) => ({
    keyId,
    current: keyId === ctx.secrets.keyId,
    known: ctx.secrets.knows(keyId),
    columns,
  }));
}
