import { createHash } from 'node:crypto';
import type { Item, ItemFile } from '../../../modules/items/index.ts';
import type { Resource, ResourceList } from '../resources/resource.ts';
import { presentFields } from './item-fields.ts';

/** DSpace's name for the bundle of what was submitted. */
const BUNDLE = 'ORIGINAL';

/** The files of an item, which lie elsewhere, as DSpace's one bundle of bitstreams; none where there are no files. */
export function bundleList(item: Item, itemUrl: string): ResourceList {
  const resources = item.files.length === 0 ? [] : [bundle(item, itemUrl)];
  return { name: 'bundles', resources, total: resources.length };
}

/** The files of an item as DSpace's bitstreams. */
export function bitstreamList(item: Item, itemUrl: string): ResourceList {
  const self = `${itemUrl}/bundles/${BUNDLE}/bitstreams`;
  const resources = item.files.map((file, index) => bitstream(item, file, index, self));
  return { name: 'bitstreams', resources, total: resources.length };
}

export function bundle(item: Item, itemUrl: string): Resource {
  const uuid = deriveUuid(item.id, BUNDLE);
  return {
    // By its name: it has no row of its own, and a uuid would lead nowhere.
    self: `${itemUrl}/bundles/${BUNDLE}`,
    body: { uuid, id: uuid, name: BUNDLE, handle: null, metadata: {}, type: 'bundle' },
    related: {
      bitstreams: { load: async () => bitstreamList(item, itemUrl) },
      primaryBitstream: { load: async () => null },
    },
  };
}

const algorithms = { md5: 'MD5', sha256: 'SHA-256', sha512: 'SHA-512' } as const;

function bitstream(item: Item, file: ItemFile, index: number, bitstreamsUrl: string): Resource {
  const uuid = deriveUuid(item.id, `${index} ${file.url}`);
  const title = [{ value: file.name, language: null, authority: null, confidence: -1 }];
  return {
    self: `${bitstreamsUrl}/${index + 1}`,
    body: {
      uuid,
      id: uuid,
      name: file.name,
      handle: null,
      metadata: presentFields({ 'dc.title': title }),
      bundleName: BUNDLE,
      sizeBytes: file.sizeBytes,
      checkSum:
        file.checksum === null
          ? null
          : { checkSumAlgorithm: algorithms[file.checksum.algorithm], value: file.checksum.value },
      sequenceId: index + 1,
      type: 'bitstream',
    },
    links: { content: file.url },
    related: { thumbnail: { load: async () => null } },
  };
}

/** An id that stays the same for the same name in the same item (RFC 9562 section 5.8: a custom one). */
function deriveUuid(itemId: string, name: string): string {
  const hex = createHash('sha256').update(`${itemId} ${name}`).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
