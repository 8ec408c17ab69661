import { type CheckFacts, type Finding, failed, passed } from './check.ts';

/** Checks of what is in the folder. */

/** `README.txt`, `_README.md`, `readMe`, `read-me.pdf`. */
const README = /^_*read[\s_-]?me(?:[\s._-].*)?$/i;
/** What says something of the data and is none. */
const COMPANION = /^_*(?:read[\s_-]?me|licen[cs]e|inventory|manifest|citation|changelog)(?:[\s._-].*)?$/i;
const ARCHIVE = /\.(?:zip|tar|tgz|tar\.gz)$/i;
/** What people compress with besides LASzip and the gzip family. */
const OTHER_COMPRESSION = /\.(?:7z|rar|bz2|tbz2?|xz|txz|zst|lz4|lzma|lzh|ace|arj|cab|sitx?|z)$/i;

const SIZE_LIMIT_BYTES = 100e9;
const FILE_LIMIT = 1000;

export function checkReadme({ files }: CheckFacts): Finding {
  const found = files.filter(({ path }) => README.test(lastStep(path)));
  const atTop = found.filter(({ path }) => !path.includes('/'));
  if (atTop.some(({ bytes }) => bytes > 0)) return passed;
  const [empty] = atTop;
  if (empty !== undefined) {
    return failed(`“${empty.path}” is empty; write how the data came about and how to use them.`, [
      { file: empty.path },
    ]);
  }
  const [below] = found;
  if (below !== undefined) {
    return failed(`Move “${below.path}” to the top of the folder.`, [{ file: below.path }]);
  }
  return failed('Add a file README.txt or README.md at the top of the folder.');
}

export function checkCompression({ files }: CheckFacts): Finding {
  const data = files.filter(({ path }) => path.includes('/') || !COMPANION.test(path));
  const [only] = data;
  if (only !== undefined && data.length === 1 && ARCHIVE.test(only.path)) {
    const detail = `“${only.path}” is the whole package; unpack it, so that people see what is in it.`;
    return failed(detail, [{ file: only.path }]);
  }
  const other = files.filter(({ path }) => OTHER_COMPRESSION.test(path));
  if (other.length === 0) return passed;
  const detail = `Compress with gzip, zip, tar or LASzip alone; ${countOf(other.length, 'file')} ${other.length === 1 ? 'is' : 'are'} compressed otherwise.`;
  return failed(
    detail,
    other.map(({ path }) => ({ file: path })),
  );
}

export function checkSize({ files }: CheckFacts): Finding {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const remarks: string[] = [];
  if (bytes > SIZE_LIMIT_BYTES) {
    remarks.push(`The package has ${(bytes / 1e9).toFixed(1)} GB; agree on its place with the curators.`);
  }
  if (files.length > FILE_LIMIT) {
    remarks.push(`The package has ${files.length} files; consider packing those that belong together.`);
  }
  return remarks.length === 0 ? passed : failed(remarks.join(' '));
}

function lastStep(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
