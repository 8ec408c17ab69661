/** The middle value; of an even number of values the mean of the two in the middle. NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
  return (lower + upper) / 2;
}

/** The smallest value that `share` (0 to 1) of all values do not exceed. NaN of none. */
export function percentile(values: Float64Array, share: number): number {
  const sorted = values.toSorted();
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/**
 * Numbers from 0 to `size - 1`, drawn as links are followed: number n with a weight of 1/(n+1) (Zipf's law). Each
 * call gives the same draws, so that runs can be compared.
 */
export function drawZipf(size: number, draws: number): Uint32Array {
  const cumulative = new Float64Array(size);
  let sum = 0;
  for (let rank = 0; rank < size; rank += 1) {
    sum += 1 / (rank + 1);
    cumulative[rank] = sum;
  }
  const random = createRandom(20_260_601);
  return Uint32Array.from({ length: draws }, () => findFirstAbove(cumulative, random() * sum));
}

/** Numbers from 0 to `size - 1`, each as likely as the others; the same draws in each call. */
export function drawUniform(size: number, draws: number): Uint32Array {
  const random = createRandom(20_261_121);
  return Uint32Array.from({ length: draws }, () => Math.floor(random() * size));
}

function findFirstAbove(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Numbers from 0 to 1 that a seed decides: Lehmer's generator with the multiplier of Park and Miller. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
