import type { DataNode, MintmarkClient } from '@mintmark/client';
import { RefusedError, UsageError } from '../failures.ts';

/** The folder at a path, or one's only home where none was given. @throws UsageError, RefusedError, MintmarkError */
export async function findTargetFolder(client: MintmarkClient, path: string | undefined): Promise<DataNode> {
  if (path !== undefined) {
    const node = await client.findNode(path);
    if (node.kind !== 'folder') throw new RefusedError(`${path} is a file, not a folder.`);
    return node;
  }
  const [home, ...others] = await client.listHomes();
  if (home === undefined) throw new RefusedError('You have no home here. Give a folder.');
  if (others.length > 0) {
    const paths = [home, ...others].map((each) => `  ${each.path}`).join('\n');
    throw new UsageError(`You have several homes; say which folder you mean:\n${paths}`);
  }
  return home;
}
