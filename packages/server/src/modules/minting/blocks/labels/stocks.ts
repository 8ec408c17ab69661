/**
 * Sheets of labels as they are sold, by their common sizes. All measures are in millimetres. A grid of labels lies in
 * the middle of its sheet, so the margins follow from the rest; the gaps are between neighbours.
 */
export const stocks = {
  'a4-24': {
    title: 'A4, 24 labels of 70 × 37 mm',
    sheet: { width: 210, height: 297 },
    label: { width: 70, height: 37 },
    columns: 3,
    rows: 8,
    gap: { across: 0, down: 0 },
  },
  'a4-21': {
    title: 'A4, 21 labels of 63.5 × 38.1 mm',
    sheet: { width: 210, height: 297 },
    label: { width: 63.5, height: 38.1 },
    columns: 3,
    rows: 7,
    gap: { across: 2.5, down: 0 },
  },
  'a4-65': {
    title: 'A4, 65 labels of 38.1 × 21.2 mm',
    sheet: { width: 210, height: 297 },
    label: { width: 38.1, height: 21.2 },
    columns: 5,
    rows: 13,
    gap: { across: 2.5, down: 0 },
  },
  'letter-30': {
    title: 'US Letter, 30 labels of 66.7 × 25.4 mm',
    sheet: { width: 215.9, height: 279.4 },
    label: { width: 66.7, height: 25.4 },
    columns: 3,
    rows: 10,
    gap: { across: 3.1, down: 0 },
  },
  'roll-57x32': {
    title: 'Continuous roll, one label of 57 × 32 mm a page',
    sheet: { width: 57, height: 32 },
    label: { width: 57, height: 32 },
    columns: 1,
    rows: 1,
    gap: { across: 0, down: 0 },
  },
} as const satisfies Record<string, LabelStock>;

export type LabelStock = {
  title: string;
  sheet: { width: number; height: number };
  label: { width: number; height: number };
  columns: number;
  rows: number;
  gap: { across: number; down: number };
};

export type StockName = keyof typeof stocks;

export const stockNames = Object.keys(stocks) as StockName[];

/** Where the label with number `index` (from 0) of a sheet lies, in millimetres from the top left corner. */
export function placeLabel(stock: LabelStock, index: number): { left: number; top: number } {
  const { sheet, label, columns, rows, gap } = stock;
  const gridWidth = columns * label.width + (columns - 1) * gap.across;
  const gridHeight = rows * label.height + (rows - 1) * gap.down;
  const column = index % columns;
  const row = Math.floor(index / columns);
  return {
    left: (sheet.width - gridWidth) / 2 + column * (label.width + gap.across),
    top: (sheet.height - gridHeight) / 2 + row * (label.height + gap.down),
  };
}
