import type { Answer } from '../answer.ts';
import { type ItemKind, isPersonKind } from '../kinds.ts';
import type { OrcidItems } from '../messages/items.ts';
import { itemRoot } from '../messages/message-shapes.ts';
import {
  assertPutCode,
  deleteAt,
  type RecordCall,
  readAnswer,
  readFrom,
  readPutCode,
  recordUrl,
  sendTo,
} from './call.ts';

/** One item of a record: add, update, delete, read. */
export type RecordItems = {
  /**
   * Adds an item (201). The put code that it gets has to be kept: without it the item can be neither updated nor
   * deleted. A `duplicate` names the put code of the item that is there already.
   */
  addItem<K extends ItemKind>(
    orcid: string,
    kind: K,
    item: OrcidItems[K],
  ): Promise<Answer<{ putCode: number }>>;
  /** Replaces an item that this client added. The put code is put into the body, where ORCID wants it too. */
  updateItem<K extends ItemKind>(
    orcid: string,
    kind: K,
    putCode: number,
    item: OrcidItems[K],
  ): Promise<Answer<{ item: OrcidItems[K] }>>;
  /** Deletes an item that this client added. ORCID allows it with a revoked token too. */
  deleteItem(orcid: string, kind: ItemKind, putCode: number): Promise<Answer<object>>;
  readItem<K extends ItemKind>(
    orcid: string,
    kind: K,
    putCode: number,
  ): Promise<Answer<{ item: OrcidItems[K] }>>;
};

export function createRecordItems(call: RecordCall): RecordItems {
  return {
    async addItem(orcid, kind, item) {
      const answer = await sendTo(call, 'POST', recordUrl(call, orcid, itemPath(kind)), itemRoot(kind), item);
      return answer.ok ? readPutCode(answer) : answer;
    },
    async updateItem(orcid, kind, putCode, item) {
      const url = itemUrl(call, orcid, kind, putCode);
      const answer = await sendTo(call, 'PUT', url, itemRoot(kind), { ...item, 'put-code': putCode });
      if (!answer.ok) return answer;
      const read = readAnswer<typeof item>(call, answer);
      return read.ok ? { ok: true, item: read.message } : read;
    },
    async deleteItem(orcid, kind, putCode) {
      return deleteAt(call, itemUrl(call, orcid, kind, putCode));
    },
    async readItem<K extends ItemKind>(orcid: string, kind: K, putCode: number) {
      const read = await readFrom<OrcidItems[K]>(call, itemUrl(call, orcid, kind, putCode));
      return read.ok ? { ok: true, item: read.message } : read;
    },
  };
}

function itemUrl(call: RecordCall, orcid: string, kind: ItemKind, putCode: number): string {
  return recordUrl(call, orcid, `${itemPath(kind)}/${assertPutCode(putCode)}`);
}

/** Where items of a kind are: of activities the singular, of the person the plural. */
function itemPath(kind: ItemKind): string {
  return isPersonKind(kind) ? sectionPath(kind) : kind;
}

/** Where all items of a kind are. */
export function sectionPath(kind: ItemKind): string {
  return kind === 'address' ? kind : `${kind}s`;
}
