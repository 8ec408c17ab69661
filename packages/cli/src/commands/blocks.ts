import { fileOptions, readFileWish, writeFiles } from '../block-files.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../connect.ts';
import { UsageError } from '../failures.ts';
import { formatBlock, formatBlockList } from '../present-block.ts';

export const blocks = defineCommand({
  name: 'blocks',
  summary: 'List blocks of reserved names, or write the names of one to files',
  positionals: [],
  options: {
    block: { type: 'string', value: 'ID', help: 'Only this one' },
    ...fileOptions,
  },
  async run(surroundings, { values }) {
    const wish = await readFileWish(values);
    if (values.block === undefined && (wish.csv ?? wish.table ?? wish.labels) !== null) {
      throw new UsageError('Say which block: --block ID.');
    }
    const client = await connect(surroundings);
    if (values.block === undefined) {
      const items = await client.listBlocks();
      if (items.length === 0) surroundings.tell('There are none.\n');
      return {
        json: { items },
        text: items.length === 0 ? '' : formatBlockList(items, surroundings.columns),
      };
    }
    const block = await client.readBlock(values.block);
    const files = await writeFiles(client, block.id, wish, surroundings);
    return { json: { ...block, files }, text: formatBlock(block) };
  },
});
