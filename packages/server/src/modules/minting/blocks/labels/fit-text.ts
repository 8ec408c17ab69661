/** Measures a text in a font of some size; both in points. */
export type Measure = (text: string, size: number) => number;

export type FittedText = { size: number; lines: string[] };

const LINE_HEIGHT = 1.18;

/** How high some lines stand, in points. */
export function heightOf({ size, lines }: FittedText): number {
  return lines.length * size * LINE_HEIGHT;
}

export function lineHeight(size: number): number {
  return size * LINE_HEIGHT;
}

/**
 * Sets a name in a box: in one line as large as it fits, else smaller or in more lines, broken where its parts end. It is
 * cut only when it does not fit at the smallest size that can be read.
 * @param box width and height in points
 */
export function fitName(
  name: string,
  box: { width: number; height: number },
  sizes: { largest: number; oneLine: number; smallest: number },
  measure: Measure,
): FittedText {
  for (let size = sizes.largest; size >= sizes.oneLine; size -= 0.25) {
    if (measure(name, size) <= box.width && lineHeight(size) <= box.height) return { size, lines: [name] };
  }
  for (let size = sizes.largest; size >= sizes.smallest; size -= 0.25) {
    const fitted = { size, lines: breakAtParts(name, box.width, (text) => measure(text, size)) };
    if (fitted.lines.every((line) => measure(line, size) <= box.width) && heightOf(fitted) <= box.height)
      return fitted;
  }
  for (let size = sizes.largest; size >= sizes.smallest; size -= 0.25) {
    const fitted = { size, lines: breakAnywhere(name, box.width, (text) => measure(text, size)) };
    if (fitted.lines.length <= 4 && heightOf(fitted) <= box.height) return fitted;
  }
  const size = sizes.smallest;
  const lines = breakAnywhere(name, box.width, (text) => measure(text, size));
  const room = Math.max(1, Math.floor(box.height / lineHeight(size)));
  if (lines.length <= room) return { size, lines };
  const shown = lines.slice(0, room);
  return { size, lines: [...shown.slice(0, -1), `${shown.at(-1)?.slice(0, -1) ?? ''}…`] };
}

/** Sets a title in at most some lines of one size; what does not fit is cut with an ellipsis. */
export function fitTitle(
  title: string,
  width: number,
  options: { size: number; lineLimit: number },
  measure: Measure,
): FittedText {
  const { size, lineLimit } = options;
  const measured = (text: string) => measure(text, size);
  const lines: string[] = [];
  let line = '';
  for (const word of title.split(/\s+/).filter((each) => each !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (measured(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
  }
  if (line !== '') lines.push(line);
  const shown = lines.slice(0, lineLimit);
  if (lines.length > lineLimit) shown[lineLimit - 1] = `${shown[lineLimit - 1] ?? ''}…`;
  return { size, lines: shown.map((each) => cut(each, width, measured)) };
}

/** Parts of a name go together with the character that ends them: `10.5072/`, `abcd-`. */
function breakAtParts(name: string, width: number, measured: (text: string) => number): string[] {
  const parts = name.match(/[^/:-]*[/:-]|[^/:-]+/g) ?? [name];
  const lines: string[] = [];
  for (const part of parts) {
    const line = lines.at(-1);
    if (line !== undefined && measured(line + part) <= width) lines[lines.length - 1] = line + part;
    else lines.push(part);
  }
  return lines;
}

function breakAnywhere(text: string, width: number, measured: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const character of text) {
    if (line !== '' && measured(line + character) > width) {
      lines.push(line);
      line = '';
    }
    line += character;
  }
  return [...lines, line];
}

function cut(line: string, width: number, measured: (text: string) => number): string {
  if (measured(line) <= width) return line;
  let shown = line.replace(/…$/, '');
  while (shown !== '' && measured(`${shown}…`) > width) shown = shown.slice(0, -1);
  return `${shown}…`;
}

/** Beyond Latin-1, what the standard fonts of PDF can show (ISO 32000-1 annex D, WinAnsiEncoding). */
const WIN_ANSI_EXTRAS = new Set('€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ');

/** A text in characters that the standard fonts have: accents they lack are dropped, other scripts become "?". */
export function toStandardFontText(text: string): string {
  return [...text.normalize('NFC')].map(toStandardFontCharacter).join('');
}

function toStandardFontCharacter(character: string): string {
  if (/^[\x20-\x7e\xa1-\xac\xae-\xff]$/.test(character) || WIN_ANSI_EXTRAS.has(character)) return character;
  if (/^[\s\p{Cc}\p{Cf}]$/u.test(character)) return ' ';
  const plain = character.normalize('NFKD').replace(/\p{M}/gu, '');
  return /^[\x20-\x7e\xa1-\xff]+$/.test(plain) ? plain : '?';
}
