import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import { encodeQR } from 'qr';
import { fitName, fitTitle, heightOf, lineHeight, toStandardFontText } from './fit-text.ts';
import { type LabelStock, placeLabel } from './stocks.ts';

/** What one label shows. */
export type Label = { name: string; url: string; title: string | null };

const POINTS_PER_MM = 72 / 25.4;
/** Light modules around the symbol (ISO/IEC 18004 section 5.3.8). */
const QUIET_MODULES = 4;
/** Printers shift sheets by about a millimetre. */
const MARGIN_MM = 1.2;
const NAME_FONT = 'Helvetica-Bold';
const TITLE_FONT = 'Helvetica';

type Document = InstanceType<typeof PDFDocument>;

/**
 * Draws sheets of labels, one page at a time as they are read, so that neither many labels nor a slow reader fill the
 * memory. Standard fonts only: nothing is embedded.
 * @param options.skip labels of the first sheet that are left empty
 */
export function streamLabels(
  labels: AsyncIterable<readonly Label[]>,
  options: { stock: LabelStock; skip: number; title: string; createdAt: Date },
): Readable {
  const { stock, skip } = options;
  const perSheet = stock.columns * stock.rows;
  const document = new PDFDocument({
    autoFirstPage: false,
    size: [stock.sheet.width * POINTS_PER_MM, stock.sheet.height * POINTS_PER_MM],
    margin: 0,
    displayTitle: true,
    lang: 'en',
    info: {
      Title: options.title,
      Creator: 'Mintmark',
      Producer: 'Mintmark',
      CreationDate: options.createdAt,
      ModDate: options.createdAt,
    },
  });

  async function* write(): AsyncGenerator<Buffer, void> {
    let index = skip;
    let isFirst = true;
    for await (const some of labels) {
      for (const label of some) {
        const place = index % perSheet;
        if (isFirst || place === 0) {
          document.addPage();
          isFirst = false;
          // Others are served between two sheets.
          await nextTurn();
          const done = document.read() as Buffer | null;
          if (done !== null) yield done;
        }
        drawLabel(document, stock, placeLabel(stock, place), label);
        index += 1;
      }
    }
    document.end();
    for (let rest = document.read(); rest !== null; rest = document.read()) yield rest as Buffer;
  }
  return Readable.from(write(), { objectMode: false });
}

function drawLabel(
  document: Document,
  stock: LabelStock,
  place: { left: number; top: number },
  label: Label,
): void {
  const { width, height } = stock.label;
  // The quiet zone is part of the symbol's square, so text keeps away from it by itself.
  const side = Math.min(height - 2 * MARGIN_MM, width / 2);
  const symbol = {
    left: (place.left + MARGIN_MM / 2) * POINTS_PER_MM,
    top: (place.top + (height - side) / 2) * POINTS_PER_MM,
    side: side * POINTS_PER_MM,
  };
  drawSymbol(document, symbol, label.url);
  const left = place.left + MARGIN_MM / 2 + side;
  drawText(
    document,
    {
      left: left * POINTS_PER_MM,
      top: (place.top + MARGIN_MM) * POINTS_PER_MM,
      width: (place.left + width - MARGIN_MM - left) * POINTS_PER_MM,
      height: (height - 2 * MARGIN_MM) * POINTS_PER_MM,
    },
    label,
  );
}

/** Dark modules as vectors, joined into rectangles and filled at once, so that no seam shows between them. */
function drawSymbol(
  document: Document,
  square: { left: number; top: number; side: number },
  text: string,
): void {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET_MODULES });
  const size = square.side / modules.length;
  for (const { column, row, columns, rows } of joinModules(modules)) {
    document.rect(square.left + column * size, square.top + row * size, columns * size, rows * size);
  }
  document.fill('black');
}

type Rectangle = { column: number; row: number; columns: number; rows: number };

/** Covers the dark modules with rectangles, each module once. */
function joinModules(modules: readonly (readonly boolean[])[]): Rectangle[] {
  const rectangles: Rectangle[] = [];
  let open = new Map<string, Rectangle>();
  for (const [row, line] of modules.entries()) {
    const still = new Map<string, Rectangle>();
    for (let column = 0; column < line.length; column += 1) {
      if (line[column] !== true) continue;
      const start = column;
      while (line[column] === true) column += 1;
      const key = `${start}-${column}`;
      // A run that stands exactly under another one makes it longer.
      const rectangle = open.get(key) ?? { column: start, row, columns: column - start, rows: 0 };
      if (rectangle.rows === 0) rectangles.push(rectangle);
      rectangle.rows += 1;
      still.set(key, rectangle);
    }
    open = still;
  }
  return rectangles;
}

function drawText(
  document: Document,
  box: { left: number; top: number; width: number; height: number },
  label: Label,
): void {
  const measureIn = (font: string) => (text: string, size: number) =>
    document.font(font, size).widthOfString(text);
  const isSmall = box.height < 60;
  const titleText = label.title === null ? '' : toStandardFontText(label.title).trim();
  const title = fitTitle(
    titleText,
    box.width,
    { size: isSmall ? 5.5 : 7.5, lineLimit: isSmall ? 2 : 3 },
    measureIn(TITLE_FONT),
  );
  const gap = title.lines.length === 0 ? 0 : 3;
  const name = fitName(
    toStandardFontText(label.name),
    { width: box.width, height: box.height - heightOf(title) - gap },
    { largest: isSmall ? 8 : 11, oneLine: isSmall ? 6 : 7.5, smallest: 4.5 },
    measureIn(NAME_FONT),
  );
  let top = box.top + Math.max(0, (box.height - heightOf(title) - gap - heightOf(name)) / 2);
  const write = (font: string, size: number, lines: readonly string[]): void => {
    document.font(font, size).fillColor('black');
    for (const line of lines) {
      document.text(line, box.left, top, { lineBreak: false });
      top += lineHeight(size);
    }
  };
  write(NAME_FONT, name.size, name.lines);
  top += gap;
  write(TITLE_FONT, title.size, title.lines);
}
