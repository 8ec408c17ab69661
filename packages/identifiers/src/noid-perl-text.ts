/*
 * The textual forms of a Perl Noid minter's database.
 *
 * db_dump (Berkeley DB, "db_dump"): header lines NAME=VALUE up to HEADER=END; then a key and its value in turn,
 * each on a line that begins with a space; then DATA=END. With format=print everything printable stands for
 * itself, a backslash is doubled, and other octets are a backslash and two hexadecimal digits; with
 * format=bytevalue all octets are two hexadecimal digits.
 *
 * noid dbinfo: `key: value`, the value's own line ends as they are. `dump` lists all; `full` lists what begins
 * with `:/`, indented by two spaces, below the headings "User Assigned Values:" and "Admin Values:".
 */

/** More lines are refused: an array of so many takes some hundred megabytes. */
const LINE_LIMIT = 8_000_000;

/** All entries, and the lines on which those of the minter itself began. `listsNames` tells whether what is kept for names is among them. */
export type PerlEntries = {
  entries: Map<string, string>;
  lines: Map<string, number>;
  listsNames: boolean;
};

type PerlTextProblem = 'dump' | 'cut-off' | 'too-long';

export type PerlTextResult =
  | { ok: true; value: PerlEntries }
  | { ok: false; problem: { code: PerlTextProblem; message: string; line: number } };

/** Never throws; time and memory in proportion to the text. */
export function readPerlEntries(text: string): PerlTextResult {
  const lines = text.replace(/^\uFEFF/, '').split('\n', LINE_LIMIT + 1);
  if (lines.length > LINE_LIMIT) return refuse('too-long', 'This text has too many lines.', LINE_LIMIT + 1);
  if (lines.at(-1) === '') lines.pop();
  return lines[0]?.startsWith('VERSION=') === true ? readDbDump(lines) : readDbInfo(lines);
}

function readDbDump(lines: readonly string[]): PerlTextResult {
  const result: PerlEntries = { entries: new Map(), lines: new Map(), listsNames: true };
  const headerEnd = lines.findIndex((line) => line.trimEnd() === 'HEADER=END');
  if (headerEnd === -1) return refuse('cut-off', 'This dump ends within its header.', lines.length);
  const header = lines.slice(0, headerEnd).map((line) => line.trimEnd());
  const isHexadecimal = header.includes('format=bytevalue');
  let key: string | null = null;
  for (let index = headerEnd + 1; index < lines.length; index += 1) {
    const line = (lines[index] ?? '').replace(/\r$/, '');
    if (line === 'DATA=END') {
      if (key !== null) return refuse('dump', 'The last key has no value.', index + 1);
      return { ok: true, value: result };
    }
    if (!line.startsWith(' ')) return refuse('dump', 'A line of data begins with a space.', index + 1);
    const item = isHexadecimal ? decodeHexadecimal(line.slice(1)) : decodePrintable(line.slice(1));
    if (item === null) return refuse('dump', 'This line is not encoded as db_dump encodes.', index + 1);
    if (key === null) {
      key = item;
      if (item.startsWith(':/')) result.lines.set(item, index + 1);
    } else {
      result.entries.set(key, item);
      key = null;
    }
  }
  return refuse('cut-off', 'This dump is cut off: its last line is not DATA=END.', lines.length);
}

function readDbInfo(lines: readonly string[]): PerlTextResult {
  const result: PerlEntries = { entries: new Map(), lines: new Map(), listsNames: true };
  let key: string | null = null;
  let value: string[] = [];
  const keep = () => {
    if (key !== null) result.entries.set(key, value.join('\n'));
  };
  // A blank line parts the sections, and is no part of the value before it.
  const keepBeforeBlank = () => {
    if (value.length > 1 && value.at(-1) === '') value.pop();
    keep();
  };
  for (const [index, rawLine] of lines.entries()) {
    const line = rawLine.replace(/\r$/, '');
    if (line === 'User Assigned Values:' || line === 'Admin Values:') {
      result.listsNames = false;
      keepBeforeBlank();
      key = null;
      continue;
    }
    const entry = splitEntry(result.listsNames ? line : line.replace(/^ {2}(?=:\/)/, ''));
    if (entry !== null) {
      keep();
      [key, value] = [entry.key, [entry.value]];
      if (entry.key.startsWith(':/')) result.lines.set(entry.key, index + 1);
    } else if (key !== null) {
      value.push(line);
    } else if (line.trim() !== '') {
      return refuse('dump', 'This is neither a dump of db_dump nor what “noid dbinfo” prints.', index + 1);
    }
  }
  keepBeforeBlank();
  return { ok: true, value: result };
}

/** An entry's first line: its key begins with `:/` or has a tab after the name. */
function splitEntry(line: string): { key: string; value: string } | null {
  const tab = line.indexOf('\t');
  if (!line.startsWith(':/') && tab <= 0) return null;
  const colon = line.indexOf(': ', Math.max(tab, 0));
  if (colon !== -1) return { key: line.slice(0, colon), value: line.slice(colon + 2) };
  return line.endsWith(':') ? { key: line.slice(0, -1), value: '' } : null;
}

function decodePrintable(text: string): string | null {
  if (!text.includes('\\')) return text;
  const octets: number[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit !== 0x5c) {
      octets.push(unit);
      continue;
    }
    if (text.charAt(index + 1) === '\\') {
      octets.push(unit);
      index += 1;
      continue;
    }
    const digits = text.slice(index + 1, index + 3);
    if (!/^[0-9a-fA-F]{2}$/.test(digits)) return null;
    octets.push(Number.parseInt(digits, 16));
    index += 2;
  }
  return octets.some((octet) => octet > 0xff) ? null : decodeOctets(octets);
}

function decodeHexadecimal(text: string): string | null {
  if (!/^(?:[0-9a-fA-F]{2})*$/.test(text)) return null;
  const octets: number[] = [];
  for (let index = 0; index < text.length; index += 2) {
    octets.push(Number.parseInt(text.slice(index, index + 2), 16));
  }
  return decodeOctets(octets);
}

function decodeOctets(octets: readonly number[]): string {
  return new TextDecoder().decode(Uint8Array.from(octets));
}

function refuse(code: PerlTextProblem, message: string, line: number): PerlTextResult {
  return { ok: false, problem: { code, message, line } };
}
