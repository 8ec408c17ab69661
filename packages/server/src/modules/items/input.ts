import type { DataciteMetadata } from '@mintmark/datacite';
import { AppError, type InputProblem } from '../../errors.ts';
import { readDescription } from '../minting/index.ts';
import type { ItemFile } from './item.ts';

export const FILES_LIMIT = 1000;
const NAME_LIMIT = 1000;
const URL_LIMIT = 2048;
const SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'ftp:']);
const MEDIA_TYPE =
  /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}(?:;[\x20-\x7e]{1,200})?$/i;
const MEMBERS: ReadonlySet<string> = new Set(['name', 'url', 'sizeBytes', 'mediaType', 'checksum']);
/** Hexadecimal digits of a checksum. */
const CHECKSUM_LENGTHS: Readonly<Record<string, number>> = { md5: 32, sha256: 64, sha512: 128 };

/**
 * Reads the record of an item.
 * @param level 'complete' for what is archived or announced, 'draft' in the workspace
 * @throws AppError metadata-refused, with every mistake at its place
 */
export function readItemMetadata(input: unknown, level: 'draft' | 'complete'): DataciteMetadata {
  return readDescription({ metadata: input }, { type: 'doi', level }) ?? {};
}

/** Reads the files of an item. @throws AppError invalid-input, with every mistake at its place */
export function readFiles(input: unknown): ItemFile[] {
  if (!Array.isArray(input) || input.length > FILES_LIMIT) {
    throw refuse([{ pointer: '/files', detail: `Give a list of at most ${FILES_LIMIT} files.` }]);
  }
  const problems: InputProblem[] = [];
  const files = input.map((file: unknown, index) => readFile(file, `/files/${index}`, problems));
  if (problems.length > 0) throw refuse(problems.slice(0, 100));
  return files;
}

function refuse(problems: readonly InputProblem[]): AppError {
  return new AppError('invalid-input', 'The files have mistakes; see errors.', { problems });
}

function readFile(input: unknown, place: string, problems: InputProblem[]): ItemFile {
  const given: Partial<Record<string, unknown>> =
    typeof input === 'object' && input !== null && !Array.isArray(input) ? { ...input } : {};
  const report = (member: string, detail: string | null): void => {
    if (detail !== null) problems.push({ pointer: `${place}${member}`, detail });
  };
  for (const name of Object.keys(given)) {
    if (!MEMBERS.has(name)) report(`/${name.slice(0, 100)}`, 'A file has no such member; take it out.');
  }
  const { name, url, sizeBytes = null, mediaType = null, checksum = null } = given;
  report('/name', explainName(name));
  report('/url', explainUrl(url));
  if (sizeBytes !== null && !(Number.isSafeInteger(sizeBytes) && Number(sizeBytes) >= 0)) {
    report('/sizeBytes', 'Give the number of bytes, or null.');
  }
  if (mediaType !== null && (typeof mediaType !== 'string' || !MEDIA_TYPE.test(mediaType))) {
    report('/mediaType', 'Give a media type such as text/csv, or null.');
  }
  return {
    name: String(name).trim(),
    url: String(url),
    sizeBytes: sizeBytes === null ? null : Number(sizeBytes),
    mediaType: mediaType === null ? null : String(mediaType),
    checksum: checksum === null ? null : readChecksum(checksum, (detail) => report('/checksum', detail)),
  };
}

function explainName(name: unknown): string | null {
  if (typeof name !== 'string' || name.trim() === '') return 'Give the name of the file.';
  if (name.length > NAME_LIMIT) return `Give at most ${NAME_LIMIT} characters.`;
  return /\p{Cc}/u.test(name) ? 'Take out control characters.' : null;
}

function explainUrl(url: unknown): string | null {
  if (typeof url !== 'string' || url.length > URL_LIMIT || /[\s\p{Cc}]/u.test(url) || !URL.canParse(url)) {
    return `Give a whole address of at most ${URL_LIMIT} characters, such as https://example.org/data.csv.`;
  }
  const { protocol, username, password } = new URL(url);
  if (!SCHEMES.has(protocol)) return 'Use an address that starts with https://, http:// or ftp://.';
  if (username !== '' || password !== '') return 'Take the user name and password out of the address.';
  return null;
}

function readChecksum(input: unknown, report: (detail: string) => void): ItemFile['checksum'] {
  const { algorithm, value } = (typeof input === 'object' ? input : {}) as Partial<Record<string, unknown>>;
  if (algorithm === 'md5' || algorithm === 'sha256' || algorithm === 'sha512') {
    const length = CHECKSUM_LENGTHS[algorithm] ?? 0;
    if (typeof value === 'string' && value.length === length && /^[0-9a-f]+$/i.test(value)) {
      return { algorithm, value: value.toLowerCase() };
    }
    report(`Give the ${length} hexadecimal digits of an ${algorithm} checksum in "value".`);
    return null;
  }
  report('Give {"algorithm": "md5", "sha256" or "sha512", "value": …}, or null.');
  return null;
}
