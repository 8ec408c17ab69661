import type { AppContext } from '../../../context.ts';
import { listChildren } from '../../data/index.ts';
import type { Package } from './find-package.ts';
import { filePath } from './paths.ts';
import { readStart } from './read-start.ts';
import { chooseReadme, isMarkdown, renderMarkdown } from './show/readme.ts';
import { recogniseFile } from './show/recognise.ts';
import { showText } from './show/text-lines.ts';

const README_BYTES = 131_072;
/** Files of a folder are looked through for a README up to this many. */
const FILES_LOOKED_AT = 1000;

export type ShownReadme = {
  name: string;
  href: string;
  /** Sanitised; null where it is plain text. */
  html: string | null;
  text: string | null;
  isCut: boolean;
};

/** The README of a package as its page shows it; null where there is none that can be shown. */
export async function showReadme(
  ctx: Pick<AppContext, 'db' | 'storage' | 'log'>,
  { folder }: Package,
): Promise<ShownReadme | null> {
  const files = await listChildren(ctx.db, null, folder.node.id, { limit: FILES_LOOKED_AT, kind: 'file' });
  const readme = chooseReadme((files ?? []).map(({ node }) => node));
  if (readme?.content == null || readme.content.problem !== null) return null;
  const { start, isWhole } = await readStart(ctx, readme.content.id, README_BYTES);
  const recognised = recogniseFile(start, isWhole);
  if (recognised.kind !== 'text') return null;
  const place = { name: readme.name, href: filePath(folder.node.id, 'preview', readme.name) };
  if (isMarkdown(readme.name)) {
    const html = renderMarkdown(recognised.text, readme.name, addressesIn(folder.node.id));
    return { ...place, html, text: null, isCut: !isWhole };
  }
  return { ...place, html: null, ...showText(recognised.text, isWhole) };
}

/** Where what a text of the package refers to can be seen. */
export function addressesIn(folderId: string) {
  return {
    file: (path: string) => filePath(folderId, 'preview', path),
    image: (path: string) => filePath(folderId, 'images', path),
  };
}
