import { type DataciteMetadata, type Rights, validateMetadata } from '@mintmark/datacite';
import type { FieldValue } from '../../../modules/items/index.ts';
import type { Projection, Room, Slot, Wanted } from './room.ts';
import { plainValue, toKernelLanguage } from './values.ts';

/** Property 16 as two lists: what is written (dc.rights) and its address (dc.rights.uri). */
export const rightsTexts: Room = {
  single: false,
  list: ({ rightsList = [] }) =>
    listSlots(rightsList, ({ rights, lang }) => (rights === undefined ? null : plainValue(rights, lang))),
  project: (value) => project(value, readText),
  put(metadata, _kind, wanted) {
    const texts = wanted.flatMap((each) => {
      const text = readText(each.value);
      return 'entry' in text ? [{ ...text.entry, from: entryAt(metadata, each) }] : [];
    });
    const addresses = (metadata.rightsList ?? []).flatMap((entry) =>
      entry.rightsUri === undefined ? [] : [{ rightsUri: entry.rightsUri, from: entry }],
    );
    return putPairs(metadata, texts, addresses);
  },
};

export const rightsAddresses: Room = {
  single: false,
  list: ({ rightsList = [] }) =>
    listSlots(rightsList, ({ rightsUri }) => (rightsUri === undefined ? null : plainValue(rightsUri))),
  project: (value) => project(value, readAddress),
  put(metadata, _kind, wanted) {
    const texts = (metadata.rightsList ?? []).flatMap((entry) => {
      const { rights, lang } = entry;
      return rights === undefined ? [] : [{ rights, ...(lang !== undefined && { lang }), from: entry }];
    });
    const addresses = wanted.flatMap((each) => {
      const address = readAddress(each.value);
      if (!('entry' in address)) return [];
      const { rightsUri } = address.entry;
      const from = entryAt(metadata, each);
      return [{ rightsUri, from: from?.rightsUri === rightsUri ? from : null }];
    });
    return putPairs(metadata, texts, addresses);
  },
};

type Text = { rights: string; lang?: string; from: Rights | null };
type Address = { rightsUri: string; from: Rights | null };
type Read<T> = { entry: T } | { reason: string };

function listSlots(entries: readonly Rights[], read: (entry: Rights) => FieldValue | null): Slot[] {
  return entries.flatMap((entry, index) => {
    const shown = read(entry);
    return shown === null ? [] : [{ kind: '', index, shown }];
  });
}

function project<T extends { rights?: string; rightsUri?: string; lang?: string }>(
  value: FieldValue,
  read: (value: FieldValue) => Read<T>,
): Projection {
  const result = read(value);
  if ('reason' in result) return { held: false, reason: result.reason };
  const { rights, rightsUri, lang } = result.entry;
  return { held: true, shown: plainValue(rights ?? rightsUri ?? '', lang) };
}

function readText({ value, language }: FieldValue): Read<{ rights: string; lang?: string }> {
  const whole = check({ rights: value, ...toKernelLanguage(language) });
  const result = 'reason' in whole ? check({ rights: value }) : whole;
  if ('reason' in result) return result;
  const { rights, lang } = result.entry;
  return rights === undefined
    ? { reason: 'It is empty.' }
    : { entry: { rights, ...(lang !== undefined && { lang }) } };
}

function readAddress({ value }: FieldValue): Read<{ rightsUri: string }> {
  const result = check({ rightsUri: value });
  if ('reason' in result) return result;
  const { rightsUri } = result.entry;
  return rightsUri === undefined ? { reason: 'It is empty.' } : { entry: { rightsUri } };
}

function check(entry: Rights): Read<Rights> {
  const result = validateMetadata({ rightsList: [entry] }, { level: 'draft' });
  if (!result.ok) return { reason: result.problems[0]?.detail ?? 'DataCite does not take it.' };
  return { entry: result.metadata.rightsList?.[0] ?? {} };
}

function entryAt({ rightsList = [] }: DataciteMetadata, { previous }: Wanted): Rights | null {
  return previous === null ? null : (rightsList[previous] ?? null);
}

/**
 * As many texts as addresses belong together in their order. Otherwise those stay together that were before, as far as
 * the order of both allows. What neither list shows (a licence of SPDX) goes with the address, or with a text without one.
 */
function putPairs(
  metadata: DataciteMetadata,
  texts: readonly Text[],
  addresses: readonly Address[],
): DataciteMetadata {
  const result: Rights[] = [];
  let next = 0;
  for (const text of texts) {
    const at =
      texts.length === addresses.length
        ? next
        : addresses.findIndex(({ from }, index) => index >= next && from !== null && from === text.from);
    const partner = at < 0 ? undefined : addresses[at];
    if (partner === undefined) {
      result.push(joinRights(text, undefined));
      continue;
    }
    result.push(...addresses.slice(next, at).map((address) => joinRights(undefined, address)));
    result.push(joinRights(text, partner));
    next = at + 1;
  }
  result.push(...addresses.slice(next).map((address) => joinRights(undefined, address)));
  const unshown = (metadata.rightsList ?? []).filter(
    ({ rights, rightsUri }) => rights === undefined && rightsUri === undefined,
  );
  const { rightsList: _, ...others } = metadata;
  const rightsList = [...result, ...unshown];
  return rightsList.length === 0 ? others : { ...others, rightsList };
}

function joinRights(text: Text | undefined, address: Address | undefined): Rights {
  const isSameText = text?.from?.rightsUri === undefined && text?.from?.rights === text?.rights;
  const source = address !== undefined ? address.from : isSameText ? text?.from : null;
  const { rights: _rights, rightsUri: _uri, lang: _lang, ...kept } = source ?? {};
  return {
    ...kept,
    ...(text && { rights: text.rights, ...(text.lang !== undefined && { lang: text.lang }) }),
    ...(address && { rightsUri: address.rightsUri }),
  };
}
