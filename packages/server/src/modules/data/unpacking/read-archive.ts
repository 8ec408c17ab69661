import { type Entry, fromRandomAccessReaderPromise, getFileNameLowLevel, type ZipFile } from 'yauzl';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import type { Content } from '../contents/content.ts';
import { ContentReader } from './content-reader.ts';
import { judgePath } from './judge-path.ts';
import { ENTRIES, LIST_BYTES, RATIO, RATIO_FROM_BYTES, UNPACKED_BYTES } from './limits.ts';

/** A file in an archive. */
export type ArchivedFile = { path: string; bytes: number; crc32: number; entry: Entry };

export type OpenArchive = {
  files: readonly ArchivedFile[];
  /** Folders that have an entry of their own or hold a file. */
  folders: readonly string[];
  bytes: number;
  zip: ZipFile;
};

/** An archive that is refused: what is wrong with it, for whoever uploaded it. */
export class ArchiveRefusedError extends Error {}

/**
 * Reads the list of a ZIP archive (APPNOTE 6.3.10) and judges all of it before any byte is unpacked: names, kinds of
 * entries, sizes, and whether two entries claim the same bytes.
 * @throws ArchiveRefusedError naming the entry; AppError where the bytes cannot be read
 */
export async function openArchive(
  ctx: Pick<AppContext, 'storage' | 'log'>,
  content: Content,
): Promise<OpenArchive> {
  const zip = await fromRandomAccessReaderPromise(new ContentReader(ctx, content), content.bytes, {
    lazyEntries: true,
    autoClose: false,
    decodeStrings: false,
  }).catch(refuseUnreadable);
  if (zip.entryCount > ENTRIES) throw tooMany();
  const files = new Map<string, ArchivedFile>();
  const folders = new Set<string>();
  const entries: Entry[] = [];
  let listBytes = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      if (entries.push(entry) > ENTRIES) throw tooMany();
      listBytes += entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;
      if (listBytes > LIST_BYTES) {
        throw new ArchiveRefusedError(
          `Its names and comments have more than ${LIST_BYTES.toLocaleString('en')} bytes.`,
        );
      }
      readEntry(entry, files, folders);
      // Each file may name as many folders as a path can be deep.
      if (files.size + folders.size > ENTRIES) throw tooMany();
    }
  } catch (error) {
    refuseUnreadable(error);
  }
  for (const folder of folders) {
    if (files.has(folder)) throw new ArchiveRefusedError(`“${folder}” is a file and a folder at once.`);
  }
  const bytes = [...files.values()].reduce((sum, file) => sum + file.bytes, 0);
  if (bytes > UNPACKED_BYTES) {
    throw new ArchiveRefusedError(`It unpacks to more than ${UNPACKED_BYTES.toLocaleString('en')} bytes.`);
  }
  if (bytes > RATIO_FROM_BYTES && bytes > RATIO * content.bytes) {
    throw new ArchiveRefusedError(
      `It unpacks to more than ${RATIO} times its size, as only archives made to do harm do.`,
    );
  }
  refuseOverlaps(entries, content.bytes);
  return { files: [...files.values()], folders: [...folders].sort(), bytes, zip };
}

function readEntry(entry: Entry, files: Map<string, ArchivedFile>, folders: Set<string>): void {
  const raw = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
  const refuse = (why: string): never => {
    throw new ArchiveRefusedError(`“${shorten(raw)}” ${why}`);
  };
  if (entry.isEncrypted()) refuse('is encrypted; unpack it yourself, and upload the files.');
  const kind = kindOf(entry, raw);
  if (kind === 'other') refuse('is neither a file nor a folder (a link or a device), which is not unpacked.');
  const judged = judgePath(kind === 'folder' ? raw.replace(/\/$/, '') : raw);
  if (judged.refused !== null) refuse(judged.refused);
  const { path } = judged;
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    folders.add(path.slice(0, end));
  }
  if (kind === 'folder') {
    if (entry.uncompressedSize > 0) refuse('is a folder with bytes of its own.');
    folders.add(path);
    return;
  }
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
    refuse(`is compressed by method ${entry.compressionMethod}; only deflate and none are unpacked.`);
  }
  if (files.has(path)) refuse('is there twice.');
  files.set(path, { path, bytes: entry.uncompressedSize, crc32: entry.crc32, entry });
}

/** The type bits of Unix, which tools of other systems leave empty (APPNOTE 4.4.15). */
function kindOf(entry: Entry, name: string): 'file' | 'folder' | 'other' {
  const type = (entry.externalFileAttributes >>> 16) & 0o170000;
  if (type !== 0 && type !== 0o100000 && type !== 0o040000) return 'other';
  return type === 0o040000 || name.endsWith('/') ? 'folder' : 'file';
}

/** Two entries that share bytes make small archives large: no tool writes them by accident. */
function refuseOverlaps(entries: readonly Entry[], size: number): void {
  const placed = entries
    .map((entry) => ({
      start: entry.relativeOffsetOfLocalHeader,
      end: entry.relativeOffsetOfLocalHeader + 30 + entry.fileNameLength + entry.compressedSize,
      entry,
    }))
    .sort((a, b) => a.start - b.start);
  let end = 0;
  for (const each of placed) {
    if (each.start < end || each.end > size) {
      const { generalPurposeBitFlag, fileNameRaw, extraFields } = each.entry;
      const name = getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true);
      throw new ArchiveRefusedError(`“${shorten(name)}” shares bytes with another entry, or lies outside.`);
    }
    end = each.end;
  }
}

function refuseUnreadable(error: unknown): never {
  if (error instanceof AppError || error instanceof ArchiveRefusedError) throw error;
  const why = error instanceof Error ? error.message : String(error);
  throw new ArchiveRefusedError(`It cannot be read as a ZIP archive (${why.slice(0, 200)}).`);
}

function tooMany(): ArchiveRefusedError {
  return new ArchiveRefusedError(`It holds more than ${ENTRIES.toLocaleString('en')} files and folders.`);
}

/** A name as it may stand in a sentence: nothing in it hides, turns or floods the rest. */
function shorten(name: string): string {
  const shown = name.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\u{FFFD}');
  return shown.length > 200 ? `${shown.slice(0, 200)}…` : shown;
}
