import type { Readable } from 'node:stream';
import { RefusedError } from '../failures.ts';

/** Longest line, in UTF-16 units: somewhat more than the longest value that can be bound. */
const LINE_LIMIT = 20 * 2 ** 20;

/** Standard input, line by line. */
export type InputLines = {
  /** The next line without its end, null after the last. @throws RefusedError for a line without an end */
  next(): Promise<string | null>;
  /** Whether the next line is here already, so that nobody waits for an answer before sending it. */
  readonly isReady: boolean;
};

export function readLines(stream: Readable): InputLines {
  stream.setEncoding('utf8');
  const chunks: AsyncIterator<unknown> = stream[Symbol.asyncIterator]();
  const ready: string[] = [];
  let taken = 0;
  let rest = '';
  let hasEnded = false;
  let isFirst = true;

  async function readMore(): Promise<void> {
    const { done, value } = await chunks.next();
    if (done === true) {
      hasEnded = true;
      if (rest !== '') ready.push(rest);
      rest = '';
      return;
    }
    const chunk = isFirst ? String(value).replace(/^\uFEFF/, '') : String(value);
    isFirst = false;
    const lines = chunk.split('\n');
    // A long line comes in many chunks, and is not read again for each.
    if (lines.length > 1) lines[0] = rest + (lines[0] ?? '');
    rest = lines.length > 1 ? (lines.pop() ?? '') : rest + (lines.pop() ?? '');
    for (const line of lines) ready.push(line.replace(/\r$/, ''));
    if (rest.length > LINE_LIMIT) throw new RefusedError('A line of standard input is too long.');
  }

  return {
    async next() {
      while (taken === ready.length && !hasEnded) {
        ready.length = 0;
        taken = 0;
        await readMore();
      }
      const line = ready[taken];
      if (line === undefined) return null;
      taken += 1;
      return line;
    },
    get isReady() {
      return taken < ready.length;
    },
  };
}

/** Up to a blank line or the end. */
export async function readParagraph(lines: InputLines): Promise<string[]> {
  const paragraph: string[] = [];
  for (let line = await lines.next(); line !== null && line.trim() !== ''; line = await lines.next()) {
    paragraph.push(line);
  }
  return paragraph;
}

/** Up to the end. */
export async function readRest(lines: InputLines): Promise<string[]> {
  const rest: string[] = [];
  for (let line = await lines.next(); line !== null; line = await lines.next()) rest.push(line);
  return rest;
}

/**
 * The elements of a paragraph in the form of mail headers: `ELEMENT: VALUE`, long values going on in lines that
 * begin with white space; lines that begin with `#` are passed over.
 * @returns the line that is no element instead, when there is one
 */
export function parseElements(paragraph: readonly string[]): { element: string; value: string }[] | string {
  const elements: { element: string; value: string }[] = [];
  for (const line of paragraph) {
    if (line.startsWith('#')) continue;
    const last = elements.at(-1);
    if (/^\s/.test(line) && last !== undefined) {
      last.value = `${last.value} ${line.trim()}`;
      continue;
    }
    const colon = line.indexOf(':');
    if (colon <= 0) return line;
    elements.push({ element: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() });
  }
  return elements;
}

/**
 * One element whose value is all that follows: its first line, after blank lines and comments, is `ELEMENT: VALUE`.
 * @returns null when there is no such line
 */
export function parseLongElement(lines: readonly string[]): { element: string; value: string } | null {
  const start = lines.findIndex((line) => line.trim() !== '' && !line.startsWith('#'));
  const first = lines[start] ?? '';
  const colon = first.indexOf(':');
  if (start === -1 || colon <= 0) return null;
  const value = [first.slice(colon + 1).trimStart(), ...lines.slice(start + 1)].join('\n');
  return { element: first.slice(0, colon).trim(), value: `${value}\n` };
}

/**
 * Splits a command as a shell does: at white space, with '…' as it stands and "…" and \ to keep the next sign.
 * @returns null when a quote has no end
 */
export function splitWords(line: string): string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let quote = '';
  for (let index = 0; index < line.length; index += 1) {
    const sign = line.charAt(index);
    if (quote === "'" ? sign === "'" : quote === '"' && sign === '"') {
      quote = '';
    } else if (sign === '\\' && quote !== "'" && index + 1 < line.length) {
      index += 1;
      word = (word ?? '') + line.charAt(index);
    } else if (quote === '' && (sign === "'" || sign === '"')) {
      quote = sign;
      word ??= '';
    } else if (quote === '' && /\s/.test(sign)) {
      if (word !== null) words.push(word);
      word = null;
    } else {
      word = (word ?? '') + sign;
    }
  }
  if (quote !== '') return null;
  return word === null ? words : [...words, word];
}
