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

/** More lines are refused: they are two million names of a long-term minter. */
const LINE_LIMIT = 8_000_000;

/**
 * Entries, and the lines on which those of the minter itself began. `listsNames` tells whether what is kept for
 * names is among them.
 */
export type PerlEntries = {
  entries: Map<string, string>;
  lines: Map<string, number>;
  listsNames: boolean;
};

type PerlTextProblem = 'dump' | 'cut-off' | 'too-long';

export type PerlTextResult =
  | { ok: true; value: PerlEntries }
  | { ok: false; problem: { code: PerlTextProblem; message: string; line: number } };

/**
 * Never throws; takes time in proportion to the text, and memory in proportion to the entries whose key `isWanted`.
 */
export function readPerlEntries(
  text: string,
  isWanted: (key: string) => boolean = () => true,
): PerlTextResult {
  const result: PerlEntries = { entries: new Map(), lines: new Map(), listsNames: true };
  const keep: Keep = (key, value, line) => {
    if (!isWanted(key)) return;
    result.entries.set(key, value);
    if (key.startsWith(':/')) result.lines.set(key, line);
  };
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const lines = eachLine(text, start);
  return text.startsWith('VERSION=', start)
    ? readDbDump(lines, result, keep)
    : readDbInfo(lines, result, keep);
}

/** @param line on which the key began */
type Keep = (key: string, value: string, line: number) => void;

type Line = { text: string; number: number };

/** The lines of a text without their ends, one after the other: an array of them would take more than the text. */
function* eachLine(text: string, start: number): Generator<Line> {
  let number = 0;
  for (let from = start; from < text.length; ) {
    const found = text.indexOf('\n', from);
    const end = found === -1 ? text.length : found;
    number += 1;
    yield { text: text.slice(from, text.charAt(end - 1) === '\r' && end > from ? end - 1 : end), number };
    from = end + 1;
  }
}

function readDbDump(lines: Iterable<Line>, result: PerlEntries, keep: Keep): PerlTextResult {
  let isHeader = true;
  let isHexadecimal = false;
  let key: { text: string; line: number } | null = null;
  let last = 0;
  for (const { text, number } of lines) {
    last = number;
    if (number > LINE_LIMIT) return refuse('too-long', 'This text has too many lines.', number);
    if (isHeader) {
      isHexadecimal ||= text === 'format=bytevalue';
      isHeader = text !== 'HEADER=END';
      continue;
    }
    if (text === 'DATA=END') {
      if (key !== null) return refuse('dump', 'The last key has no value.', number);
      return { ok: true, value: result };
    }
    if (!text.startsWith(' ')) return refuse('dump', 'A line of data begins with a space.', number);
    const item = isHexadecimal ? decodeHexadecimal(text.slice(1)) : decodePrintable(text.slice(1));
    if (item === null) return refuse('dump', 'This line is not encoded as db_dump encodes.', number);
    if (key === null) {
      key = { text: item, line: number };
    } else {
      keep(key.text, item, key.line);
      key = null;
    }
  }
  return refuse('cut-off', 'This dump is cut off: its last line is not DATA=END.', last);
}

function readDbInfo(lines: Iterable<Line>, result: PerlEntries, keep: Keep): PerlTextResult {
  let entry: { key: string; value: string[]; line: number } | null = null;
  const keepEntry = (isBeforeBlank: boolean) => {
    if (entry === null) return;
    const { key, value, line } = entry;
    // A blank line parts the sections, and is no part of the value before it.
    if (isBeforeBlank && value.length > 1 && value.at(-1) === '') value.pop();
    keep(key, value.join('\n'), line);
  };
  for (const { text, number } of lines) {
    if (number > LINE_LIMIT) return refuse('too-long', 'This text has too many lines.', number);
    if (text === 'User Assigned Values:' || text === 'Admin Values:') {
      result.listsNames = false;
      keepEntry(true);
      entry = null;
      continue;
    }
    const next = splitEntry(result.listsNames ? text : text.replace(/^ {2}(?=:\/)/, ''));
    if (next !== null) {
      keepEntry(false);
      entry = { key: next.key, value: [next.value], line: number };
    } else if (entry !== null) {
      entry.value.push(text);
    } else if (text.trim() !== '') {
      return refuse('dump', 'This is neither a dump of db_dump nor what “noid dbinfo” prints.', number);
    }
  }
  keepEntry(true);
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
