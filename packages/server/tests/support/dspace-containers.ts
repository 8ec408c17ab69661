import { expect } from 'vitest';
import type { DspaceClient } from './dspace-client.ts';

/** A community, a collection or an item as DSpace's clients read it. */
export type DsoBody = {
  id: string;
  uuid: string;
  name: string | null;
  handle: string | null;
  metadata: Record<string, { value: string; language: string | null; place: number }[]>;
  type: string;
  _links: Record<string, { href: string }>;
  _embedded?: Record<string, unknown>;
};

export type DspaceItemBody = DsoBody & {
  inArchive: boolean;
  discoverable: boolean;
  withdrawn: boolean;
  lastModified: string;
};

/** One value as DSpace's clients send it: without its place. */
export const inEnglish = (value: string) => ({ value, language: 'en', authority: null, confidence: -1 });

/** The least that scripts of DSpace's users send of an item: no publisher, no date. */
export const smallItem = (title: string) => ({
  name: title,
  metadata: {
    'dc.contributor.author': [inEnglish('Carberry, Josiah')],
    'dc.title': [inEnglish(title)],
    'dc.type': [inEnglish('Journal Article')],
  },
  inArchive: true,
  discoverable: true,
  withdrawn: false,
  type: 'item',
});

async function create<T>(client: DspaceClient, path: string, body: unknown): Promise<T> {
  const answer = await client.sendJson('POST', path, body);
  expect(answer.status, answer.text).toBe(201);
  return answer.body<T>();
}

export const createCommunity = (client: DspaceClient, name: string, parent: string | null = null) =>
  create<DsoBody>(client, `/core/communities${parent === null ? '' : `?parent=${parent}`}`, {
    name,
    metadata: { 'dc.title': [inEnglish(name)] },
    type: 'community',
  });

export const createCollection = (client: DspaceClient, name: string, parent: string) =>
  create<DsoBody>(client, `/core/collections?parent=${parent}`, {
    name,
    metadata: { 'dc.title': [inEnglish(name)] },
    type: 'collection',
  });
