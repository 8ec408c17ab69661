import { normalizeOrcid } from '@mintmark/identifiers';
import type { AppContext } from '../../../context.ts';
import type { Db } from '../../../db/index.ts';
import { readAuthenticatedOrcids } from '../../accounts/index.ts';
import { listFilesBelow, listFoldersBelow, readAttributes, readNode } from '../../data/index.ts';
import type { CheckFacts } from '../checks/check.ts';
import type { PermanentIdRequest } from '../request.ts';
import type { FolderAttribute } from '../template/folder-attribute.ts';
import { type Entitled, readEntitlement } from './entitlement.ts';

/** How much of a folder is read at a time: each page costs a walk over its folders. */
const PAGE = 10_000;
const ORCID = /\d{4}-\d{4}-\d{4}-\d{3}[\dXx]/g;

/** What the automatic checks look at, as it is now. */
export async function readCheckFacts(
  db: Db,
  ctx: Pick<AppContext, 'config'>,
  request: Pick<PermanentIdRequest, 'folderId' | 'originalName' | 'permanentId' | 'publishedAt'> & Entitled,
  now: Date,
): Promise<CheckFacts> {
  const found = await readNode(db, request.folderId);
  const attributes = await readAttributes(db, request.folderId);
  const orcids = findOrcids(attributes);
  const environment = ctx.config.orcid.environment;
  const authenticated = await readAuthenticatedOrcids(db, environment, [...orcids]);
  return {
    folderName: found?.node.name ?? request.originalName,
    files: await readFiles(db, request.folderId),
    folders: await readFolders(db, request.folderId),
    attributes,
    context: {
      publicationYear: (request.publishedAt ?? now).getUTCFullYear(),
      isPublished: request.permanentId !== null,
    },
    authenticatedOrcids: new Set(authenticated.keys()),
    entitlement: await readEntitlement(db, request, now),
    // Looked at when it is published; see landing.ts.
    landing: null,
  };
}

async function readFiles(db: Db, folderId: string): Promise<{ path: string; bytes: number }[]> {
  const files: { path: string; bytes: number }[] = [];
  for (let after: string | null = null; ; ) {
    const page = await listFilesBelow(db, folderId, { after, limit: PAGE });
    for (const { path, content } of page) files.push({ path, bytes: content.bytes });
    if (page.length < PAGE) return files;
    after = page.at(-1)?.path ?? null;
  }
}

async function readFolders(db: Db, folderId: string): Promise<string[]> {
  const folders: string[] = [];
  for (let after: string | null = null; ; ) {
    const page = await listFoldersBelow(db, folderId, { after, limit: PAGE });
    for (const { path } of page) folders.push(path);
    if (page.length < PAGE) return folders;
    after = page.at(-1)?.path ?? null;
  }
}

/** The iDs that attributes name somewhere in their values. */
function findOrcids(attributes: readonly FolderAttribute[], found = new Set<string>()): Set<string> {
  for (const { value, attributes: inner } of attributes) {
    for (const [text] of value.matchAll(ORCID)) {
      const orcid = normalizeOrcid(text);
      if (orcid !== null) found.add(orcid);
    }
    findOrcids(inner, found);
  }
  return found;
}
