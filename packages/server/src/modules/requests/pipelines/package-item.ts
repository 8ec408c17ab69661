import type { DataciteMetadata } from '@mintmark/datacite';
import type { Config } from '../../../config.ts';
import type { AppContext } from '../../../context.ts';
import type { Db, Tx } from '../../../db/index.ts';
import type { Actor } from '../../../http/actor.ts';
import { countBelow, listFilesBelow } from '../../data/index.ts';
import { type ItemFile, updateItemWithin } from '../../items/index.ts';
import type { PermanentIdRequest } from '../request.ts';
import type { AttributeProblem } from '../template/folder-attribute.ts';
import { readPackageMetadata } from './package-metadata.ts';
import type { PipelineContext } from './pipeline-context.ts';

/** An item lists so many files; of larger packages the page lists them. */
const FILES_LIMIT = 1000;
const FILES_AT_ONCE = 5000;
/** DataCite wants a list that people read. */
const FORMATS_LIMIT = 50;

/** What changes of items need. */
export type ItemChangeContext = Pick<
  AppContext,
  'afterItemChange' | 'config' | 'db' | 'noidSequences' | 'now' | 'wakeRegistration'
>;

/** Where the identifier of a package leads. */
export function packageUrl({ publicUrl }: Pick<Config, 'publicUrl'>, folderId: string): string {
  return `${publicUrl}/packages/${folderId}`;
}

/** What the item of a package says: its folder's attributes, and what is in it. */
export async function describePackageItem(
  db: Db,
  ctx: Pick<PipelineContext, 'config'>,
  request: PermanentIdRequest,
  /** Its year is that of the publication. */
  publishedAt: Date,
  refuse?: (problems: readonly AttributeProblem[]) => Error,
): Promise<{ metadata: DataciteMetadata; files: ItemFile[] }> {
  const metadata = await readPackageMetadata(db, request, publishedAt, refuse);
  const { files: fileCount, bytes } = await countBelow(db, request.folderId);
  const formats = new Set<string>();
  const files: ItemFile[] = [];
  for (let after: string | null = null; ; ) {
    const page = await listFilesBelow(db, request.folderId, { after, limit: FILES_AT_ONCE });
    for (const { path, mediaType, content } of page) {
      if (mediaType !== null && formats.size < FORMATS_LIMIT) formats.add(mediaType);
      if (fileCount <= FILES_LIMIT) {
        files.push({
          name: path.length <= 1000 ? path : path.slice(path.lastIndexOf('/') + 1),
          url: `${packageUrl(ctx.config, request.folderId)}/files/${path.split('/').map(encodeURIComponent).join('/')}`,
          sizeBytes: content.bytes,
          mediaType,
          checksum: { algorithm: 'sha256', value: content.sha256 },
        });
      }
    }
    const last = page.at(-1);
    if (last === undefined || page.length < FILES_AT_ONCE) break;
    after = last.path;
  }
  return {
    metadata: {
      ...metadata,
      sizes: [`${bytes} bytes`, `${fileCount} ${fileCount === 1 ? 'file' : 'files'}`],
      ...(formats.size === 0 ? {} : { formats: [...formats].sort() }),
    },
    files: files.filter(({ url }) => url.length <= 2048),
  };
}

/** Brings item and identifier in line with the folder; those that say so already are left alone. */
export async function followFolder(
  tx: Tx,
  ctx: PipelineContext,
  request: PermanentIdRequest,
  actor: Actor,
): Promise<void> {
  if (request.itemId === null) throw new Error(`the request ${request.id} has no item`);
  const described = await describePackageItem(tx, ctx, request, ctx.now());
  await updateItemWithin(tx, ctx, actor, request.itemId, {
    ...described,
    keeper: request.id,
    reason: 'As its folder says.',
  });
}
