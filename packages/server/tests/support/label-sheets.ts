import { inflateSync } from 'node:zlib';
import jsQR from 'jsqr';

type Rectangle = { x: number; y: number; width: number; height: number };

/** A symbol as it is printed: where it stands on its page, in points from the top left corner, and what it says, read when it is asked for. */
export type PrintedSymbol = { left: number; top: number; side: number; readonly text: string | null };

export type PrintedPage = { width: number; height: number; symbols: PrintedSymbol[]; texts: string[] };

/** Reads a PDF of label sheets as a printer would: the vectors that are filled and the texts that are shown. */
export function readSheets(pdf: Buffer): PrintedPage[] {
  const source = pdf.toString('latin1');
  const boxes = [...source.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
  const contents = [...source.matchAll(/\/Contents (\d+) 0 R/g)].map((match) =>
    readStream(pdf, source, Number(match[1])),
  );
  return contents.map((content, index) => {
    const box = boxes[index];
    return {
      width: Number(box?.[1]),
      height: Number(box?.[2]),
      symbols: readFills(content).map(readSymbol),
      texts: readTexts(content),
    };
  });
}

function readStream(pdf: Buffer, source: string, id: number): string {
  const at = source.search(new RegExp(`(?:^|\\n)${id} 0 obj`));
  const start = source.indexOf('stream\n', at) + 'stream\n'.length;
  const length = Number(/\/Length (\d+)/.exec(source.slice(at, start))?.[1]);
  return inflateSync(pdf.subarray(start, start + length)).toString('latin1');
}

/** Rectangles that are filled together. */
function readFills(content: string): Rectangle[][] {
  const fills: Rectangle[][] = [];
  let open: Rectangle[] = [];
  for (const line of content.split('\n')) {
    const numbers = /^(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) re$/.exec(line);
    if (numbers !== null) {
      const [x = 0, y = 0, width = 0, height = 0] = numbers.slice(1).map(Number);
      open.push({ x, y, width, height });
    } else if (line === 'f' && open.length > 0) {
      fills.push(open);
      open = [];
    }
  }
  return fills;
}

/** Paints the modules of one symbol with their quiet zone and has another library read them. */
function readSymbol(rectangles: readonly Rectangle[]): PrintedSymbol {
  const left = Math.min(...rectangles.map(({ x }) => x));
  const top = Math.min(...rectangles.map(({ y }) => y));
  const right = Math.max(...rectangles.map(({ x, width }) => x + width));
  // The row of the finder pattern at the top left is seven modules wide.
  const module =
    Math.min(...rectangles.flatMap(({ x, y, width }) => (x === left && y === top ? [width] : []))) / 7;
  const count = Math.round((right - left) / module);
  const decode = (): string | null => {
    const scale = 4;
    const quiet = 4;
    const size = (count + 2 * quiet) * scale;
    const pixels = new Uint8ClampedArray(size * size * 4).fill(255);
    for (const { x, y, width, height } of rectangles) {
      const from = (offset: number, start: number) => (Math.round((offset - start) / module) + quiet) * scale;
      for (let row = from(y, top); row < from(y + height, top); row += 1) {
        for (let column = from(x, left); column < from(x + width, left); column += 1) {
          pixels.fill(0, (row * size + column) * 4, (row * size + column) * 4 + 3);
        }
      }
    }
    const found = (jsQR as unknown as typeof jsQR.default)(pixels, size, size);
    return found?.data ?? null;
  };
  return {
    left,
    top,
    side: right - left,
    get text() {
      return decode();
    },
  };
}

function readTexts(content: string): string[] {
  return [...content.matchAll(/\[(.*?)\] TJ/g)].map(([, parts = '']) =>
    [...parts.matchAll(/<([0-9a-f]*)>/g)]
      .map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1'))
      .join(''),
  );
}
