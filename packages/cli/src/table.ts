/** One line from outside, safe for a terminal: controls could move the cursor, or turn the order of what follows. */
export function toShowable(text: string): string {
  return text.replace(/[\p{Cc}\u2028-\u202E\u2066-\u2069]+/gu, ' ');
}

/** A table with a line of headings in capitals. `widthLimit` cuts each line to what a terminal shows. */
export function formatTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  widthLimit: number | null = null,
): string {
  const lines = formatColumns([headings.map((heading) => heading.toUpperCase()), ...rows]).split('\n');
  return lines.map((line) => cutText(line, widthLimit)).join('\n');
}

/** Names and values, one pair a line; pairs without a value are left out. */
export function formatFacts(facts: readonly (readonly [string, string | null])[]): string {
  return formatColumns(facts.flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}

/** Columns two spaces apart, each as wide as its longest cell; the last is not filled up. */
export function formatColumns(rows: readonly (readonly string[])[], indent = ''): string {
  const shown = rows.map((row) => row.map(toShowable));
  const widths: number[] = [];
  for (const row of shown) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, [...cell].length);
  }
  return shown
    .map((row) =>
      `${indent}${row.map((cell, index) => padText(cell, widths[index] ?? 0)).join('  ')}`.trimEnd(),
    )
    .join('\n');
}

function padText(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - [...text].length));
}

function cutText(text: string, width: number | null): string {
  const characters = [...text];
  return width === null || characters.length <= width ? text : `${characters.slice(0, width - 1).join('')}…`;
}
