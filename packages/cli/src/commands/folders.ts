import type { DataNode } from '@mintmark/client';
import { defineCommand } from '../command.ts';
import { connect } from '../connect.ts';
import { UsageError } from '../failures.ts';
import { findTargetFolder } from '../files/target-folder.ts';
import { formatTime } from '../present.ts';
import { formatTable } from '../table.ts';

export const folders = defineCommand({
  name: 'folders',
  summary: 'List what is in a folder, or make one',
  positionals: ['[PATH]'],
  options: { create: { type: 'boolean', help: 'Make the folder PATH in the one above it' } },
  notes: 'PATH begins with the short name of an organisation, such as /example/home. Default: your home.',
  async run(surroundings, { values, positionals: [path] }) {
    const client = await connect(surroundings);
    if (values.create === true) {
      const [, above, name] = /^(\/.+)\/([^/]+)\/?$/.exec(path ?? '') ?? [];
      if (above === undefined || name === undefined) throw new UsageError('--create needs the whole PATH.');
      const parent = await findTargetFolder(client, above);
      const made = await client.createFolder({ parent: parent.id, name });
      return { json: made, text: [made.path, ...made.warnings].join('\n') };
    }
    const folder = await findTargetFolder(client, path);
    const items: DataNode[] = [];
    for await (const child of client.iterateChildren(folder.id)) items.push(child);
    return { json: { folder, items }, text: formatFolder(folder, items) };
  },
});

function formatFolder(folder: DataNode, items: readonly DataNode[]): string {
  if (items.length === 0) return `${folder.path}\n\nIt is empty.`;
  const rows = items.map((item) => [
    item.kind === 'folder' ? `${item.name}/` : item.name,
    item.bytes === null ? '' : item.bytes.toLocaleString('en'),
    formatTime(item.modifiedAt),
    item.permission,
  ]);
  return `${folder.path}\n\n${formatTable(['Name', 'Bytes', 'Changed', 'You may'], rows)}`;
}
