import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import type { DataNode, MintmarkClient } from '@mintmark/client';
import { defineCommand, type Surroundings } from '../command.ts';
import { connect } from '../connect.ts';
import { RefusedError } from '../failures.ts';
import { receiveFile } from '../files/receive-file.ts';
import { formatSize, sayThere } from '../format-size.ts';
import { createProgress } from '../progress.ts';

const formats = ['zip', 'bag'] as const;
type Wanted = { id: string; names: readonly string[]; bytes: number; sha256: string };

export const download = defineCommand({
  name: 'download',
  summary: 'Download a file or a folder; what breaks off goes on',
  positionals: ['PATH'],
  options: {
    to: { type: 'string', value: 'DIR', help: 'Into this directory; default: the one you are in' },
    format: {
      type: 'string',
      value: 'FORMAT',
      choices: formats,
      help: 'A folder as one file: zip, or bag (BagIt in a ZIP)',
    },
  },
  notes:
    'PATH is that of the service, such as /example/home/0000-0002-1825-0097/data. Each file is checked by its SHA-256. Files ' +
    'that are there with the same bytes are not loaded again, and what broke off goes on.',
  async run(surroundings, { values, positionals: [path = ''] }) {
    const client = await connect(surroundings);
    const node = await client.findNode(path);
    const directory = values.to ?? '.';
    const format = formats.find((each) => each === values.format);
    if (node.kind === 'folder' && format !== undefined) {
      return downloadArchive(surroundings, client, node, { directory, format });
    }
    const wanted = await listWanted(client, node);
    const total = wanted.reduce((sum, file) => sum + file.bytes, 0);
    const progress = createProgress(surroundings.showProgress, 'bytes', total);
    const restore = surroundings.onInterrupt(() => {
      progress.end();
      surroundings.tell('Broken off. The same command goes on from here.\n');
    });
    let done = 0;
    let there = 0;
    try {
      if (node.kind === 'folder') await mkdir(join(directory, safeName(node.name)), { recursive: true });
      for (const file of wanted) {
        const to = join(directory, ...file.names.map(safeName));
        const wasThere = await receiveFile(client, file, {
          to,
          onReceived: (bytes) => progress.show(done + bytes),
        });
        if (wasThere) there += 1;
        done += file.bytes;
        progress.show(done);
      }
    } finally {
      restore();
      progress.end();
    }
    const loaded = wanted.length - there;
    return {
      json: { path: node.path, files: wanted.length, there, bytes: total },
      text: `${loaded} ${loaded === 1 ? 'file' : 'files'} (${formatSize(total)} in all) in ${directory}${sayThere(there)}.`,
    };
  },
});

async function listWanted(client: MintmarkClient, node: DataNode): Promise<Wanted[]> {
  if (node.kind === 'file') {
    return [{ id: node.id, names: [node.name], bytes: node.bytes ?? 0, sha256: node.sha256 ?? '' }];
  }
  const wanted: Wanted[] = [];
  for await (const { id, path, bytes, sha256 } of client.iterateFiles(node.id)) {
    wanted.push({ id, names: [node.name, ...path.split('/')], bytes, sha256 });
  }
  return wanted;
}

/** A name of the service as one here: no service may write beside the directory that was meant. */
function safeName(name: string): string {
  if (name === '' || name === '.' || name === '..' || /[/\\\0]/.test(name)) {
    throw new RefusedError(`“${name}” cannot be the name of a file here.`);
  }
  return name;
}

async function downloadArchive(
  { showProgress }: Surroundings,
  client: MintmarkClient,
  node: DataNode,
  { directory, format }: { directory: string; format: (typeof formats)[number] },
) {
  const file = join(directory, `${safeName(node.name)}${format === 'bag' ? '-bag' : ''}.zip`);
  const response = await client.openBytes(`/api/v1/folders/${node.id}/archive?format=${format}`);
  const total = Number(response.headers.get('content-length')) || null;
  const progress = createProgress(showProgress, 'bytes', total);
  let bytes = 0;
  try {
    await mkdir(directory, { recursive: true });
    await pipeline(
      Readable.fromWeb((response.body ?? new Blob([]).stream()) as NodeStream<Uint8Array>),
      async function* (pieces: AsyncIterable<Uint8Array>) {
        for await (const piece of pieces) {
          bytes += piece.byteLength;
          progress.show(bytes);
          yield piece;
        }
      },
      createWriteStream(file, { flags: 'wx' }),
    );
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new RefusedError(`${file} was not written to its end: ${why}`);
  } finally {
    progress.end();
  }
  return { json: { path: node.path, file, bytes }, text: `${file} (${formatSize(bytes)})` };
}
