import type { DataNode, MintmarkClient } from '@mintmark/client';
import { defineCommand } from '../command.ts';
import { connect } from '../connect.ts';
import { exitCodes } from '../exit-codes.ts';
import { RefusedError, UsageError } from '../failures.ts';
import { openBegunUploads } from '../files/begun-uploads.ts';
import { hashFile, type LocalFile, listLocalFiles } from '../files/local-files.ts';
import { sendFile } from '../files/send-file.ts';
import { findTargetFolder } from '../files/target-folder.ts';
import { formatSize, sayThere } from '../format-size.ts';
import { createProgress } from '../progress.ts';

type Result = { path: string; outcome: 'uploaded' | 'there' | 'refused'; detail: string | null };

export const upload = defineCommand({
  name: 'upload',
  summary: 'Upload files and folders; what breaks off goes on',
  positionals: ['PATH', '[PATH...]'],
  options: {
    folder: { type: 'string', value: 'PATH', help: 'Into this folder; default: your home' },
    replace: { type: 'boolean', help: 'Files that are there with other bytes get these' },
  },
  notes:
    'Folders are uploaded with all that is in them. Files that are there with the same bytes are not sent again, and what ' +
    'broke off goes on when the same command is run again. It ends with 1 when a file was refused; the others are there.',
  async run(surroundings, { values, positionals: paths }) {
    const client = await connect(surroundings);
    const { files, folders, skipped } = await listLocalFiles(paths);
    if (files.length === 0 && folders.length === 0) throw new UsageError('There is nothing to upload.');
    const target = await findTargetFolder(client, values.folder);
    for (const path of skipped)
      surroundings.tell(`${path} is neither a file nor a folder; it is left out.\n`);
    const remote = createRemoteFolders(client, target);
    for (const names of folders) await remote.open(names);
    const begun = await openBegunUploads(surroundings.env, client.url);
    const total = files.reduce((sum, file) => sum + file.bytes, 0);
    const progress = createProgress(surroundings.showProgress, 'bytes', total);
    const restore = surroundings.onInterrupt(() => {
      progress.end();
      surroundings.tell('Broken off. The same command goes on from here.\n');
    });
    const results: Result[] = [];
    let done = 0;
    try {
      for (const file of files) {
        const folder = await remote.open(file.names.slice(0, -1));
        const there = await remote.find(folder, file.names.at(-1) ?? '');
        const path = `${folder.path}/${file.names.at(-1)}`;
        results.push({
          path,
          ...(await uploadOne(there, file, values.replace === true, () =>
            sendFile(client, begun, {
              folder: folder.id,
              file,
              replaces: values.replace === true,
              onSent: (bytes) => progress.show(done + bytes),
            }),
          )),
        });
        done += file.bytes;
        progress.show(done);
      }
    } finally {
      restore();
      progress.end();
    }
    const refused = results.filter(({ outcome }) => outcome === 'refused');
    return {
      json: { folder: target.path, files: results, skipped },
      text: formatResults(target.path, results, total),
      exitCode: refused.length > 0 ? exitCodes.refused : exitCodes.done,
    };
  },
});

async function uploadOne(
  there: DataNode | null,
  file: LocalFile,
  replaces: boolean,
  send: () => Promise<void>,
): Promise<Pick<Result, 'outcome' | 'detail'>> {
  if (there !== null && there.bytes === file.bytes && there.sha256 === (await hashFile(file.path))) {
    return { outcome: 'there', detail: null };
  }
  if (there !== null && !replaces) {
    return { outcome: 'refused', detail: 'It is there with other bytes; --replace gives it these.' };
  }
  try {
    await send();
    return { outcome: 'uploaded', detail: null };
  } catch (error) {
    if (error instanceof RefusedError) return { outcome: 'refused', detail: error.message };
    throw error;
  }
}

/** Folders of the service below the target, each asked for once and made where it is missing. */
function createRemoteFolders(client: MintmarkClient, target: DataNode) {
  const opened = new Map<string, DataNode>([['', target]]);
  const listed = new Map<string, Map<string, DataNode>>();
  const list = async (folder: DataNode): Promise<Map<string, DataNode>> => {
    const known = listed.get(folder.id);
    if (known !== undefined) return known;
    const children = new Map<string, DataNode>();
    for await (const child of client.iterateChildren(folder.id)) children.set(child.name, child);
    listed.set(folder.id, children);
    return children;
  };
  const open = async (names: readonly string[]): Promise<DataNode> => {
    const key = names.join('/');
    const known = opened.get(key);
    if (known !== undefined) return known;
    const parent = await open(names.slice(0, -1));
    const name = (names.at(-1) ?? '').normalize('NFC');
    const there = (await list(parent)).get(name);
    if (there?.kind === 'file') throw new RefusedError(`${there.path} is a file, not a folder.`);
    const folder = there ?? (await client.createFolder({ parent: parent.id, name }));
    if (there === undefined) listed.set(folder.id, new Map());
    opened.set(key, folder);
    return folder;
  };
  return {
    open,
    find: async (folder: DataNode, name: string) => (await list(folder)).get(name.normalize('NFC')) ?? null,
  };
}

function formatResults(folder: string, results: readonly Result[], total: number): string {
  const count = (outcome: Result['outcome']): number =>
    results.filter((each) => each.outcome === outcome).length;
  const there = count('there');
  const lines = results
    .filter(({ outcome }) => outcome === 'refused')
    .map(({ path, detail }) => `Refused: ${path}\n  ${detail}`);
  const files = results.length === 1 ? 'file' : 'files';
  const sum = `${count('uploaded')} of ${results.length} ${files} uploaded to ${folder} (${formatSize(total)})`;
  return [...lines, `${sum}${sayThere(there)}.`].join('\n');
}
