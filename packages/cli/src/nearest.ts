/**
 * The candidate that someone most likely meant: at most two letters left out, added, changed or swapped with their
 * neighbour (optimal string alignment), and less than half of the word.
 * @returns null when none is near
 */
export function findNearest(word: string, candidates: readonly string[]): string | null {
  let best: { candidate: string; distance: number } | null = null;
  for (const candidate of candidates) {
    const distance = measureDistance(word, candidate);
    if (distance <= 2 && distance * 2 < candidate.length && distance < (best?.distance ?? 3)) {
      best = { candidate, distance };
    }
  }
  return best?.candidate ?? null;
}

function measureDistance(from: string, to: string): number {
  // Row `i` holds the distances from the first `i` letters of `from` to each beginning of `to`.
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= from.length; i += 1) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= to.length; j += 1) {
      const change = from[i - 1] === to[j - 1] ? 0 : 1;
      const swapped = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      row.push(
        Math.min(
          at(i - 1, j) + 1,
          at(i, j - 1) + 1,
          at(i - 1, j - 1) + change,
          swapped ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
  }
  return at(from.length, to.length);
}
