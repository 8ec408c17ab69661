import { defineCommand } from '../command.ts';
import { connect } from '../connect.ts';
import { UsageError } from '../failures.ts';
import { formatPid } from '../present.ts';
import { formatBlock } from '../present-block.ts';
import { readFileText } from '../read-metadata.ts';

/** Names that one request gives back. */
const NAMES_AT_ONCE = 10_000;
const BLOCK_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const release = defineCommand({
  name: 'release',
  summary: 'Give back the names of a block that are not used, or one reserved identifier',
  positionals: ['BLOCK|PID'],
  options: {
    pids: {
      type: 'string',
      value: 'FILE',
      help: 'Only the names in FILE, one a line; - reads standard input',
    },
  },
  notes: 'What was announced stays. It can be repeated, also after it was cut off.',
  async run(surroundings, { values, positionals: [id = ''] }) {
    const names = values.pids === undefined ? null : await readNames(surroundings, values.pids);
    const client = await connect(surroundings);
    if (!BLOCK_ID.test(id)) {
      if (names !== null) throw new UsageError('--pids goes with the id of a block.');
      const pid = await client.releasePid(id);
      return { json: pid, text: formatPid(pid) };
    }
    let { released, block } = await client.releaseBlock(id, names?.slice(0, NAMES_AT_ONCE));
    for (let start = NAMES_AT_ONCE; start < (names?.length ?? 0); start += NAMES_AT_ONCE) {
      const more = await client.releaseBlock(id, names?.slice(start, start + NAMES_AT_ONCE));
      released += more.released;
      block = more.block;
    }
    surroundings.tell(`${released} ${released === 1 ? 'name was' : 'names were'} given back.\n`);
    return { json: { released, block }, text: formatBlock(block) };
  },
});

async function readNames(surroundings: Parameters<typeof readFileText>[0], file: string): Promise<string[]> {
  const text = await readFileText(surroundings, file);
  const names = text.split(/\r?\n/).flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  if (names.length === 0) throw new UsageError(`There is no name in ${file}.`);
  return names;
}
