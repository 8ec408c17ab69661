export type Progress = { show(done: number): void; end(): void };

const BAR_WIDTH = 24;
/** Not more often than anyone can read. */
const INTERVAL_MS = 100;

/**
 * A line with a bar, the rate and the time left, which each call replaces.
 * @param write null where there is no terminal: nothing is shown then
 * @param total null when it is not known
 * @param now milliseconds of a clock that only goes forward
 */
export function createProgress(
  write: ((line: string | null) => void) | null,
  unit: 'rows' | 'bytes',
  total: number | null,
  now: () => number = () => performance.now(),
): Progress {
  const begunAt = now();
  let begunWith: number | null = null;
  let shownAt = Number.NEGATIVE_INFINITY;
  return {
    show(done) {
      if (write === null) return;
      const at = now();
      // What was done before we looked says nothing about the rate.
      begunWith ??= done;
      if (at - shownAt < INTERVAL_MS && done !== total) return;
      shownAt = at;
      const rate = at === begunAt ? 0 : ((done - begunWith) / (at - begunAt)) * 1000;
      write(formatProgress({ done, total, unit, rate }));
    },
    end: () => write?.(null),
  };
}

export function formatProgress(state: {
  done: number;
  total: number | null;
  unit: 'rows' | 'bytes';
  rate: number;
}): string {
  const { done, total, unit, rate } = state;
  const amount = (count: number): string =>
    unit === 'rows' ? Math.round(count).toLocaleString('en') : `${(count / 1_000_000).toFixed(1)} MB`;
  const speed = rate > 0 ? `  ${amount(rate)}/s` : '';
  if (total === null) return `${amount(done)}${unit === 'rows' ? ' rows' : ''}${speed}`;
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const filled = Math.round(share * BAR_WIDTH);
  const bar = '#'.repeat(filled) + '-'.repeat(BAR_WIDTH - filled);
  const left = rate > 0 && done < total ? `  ${formatDuration((total - done) / rate)} left` : '';
  const of = `${amount(done)} of ${amount(total)}${unit === 'rows' ? ' rows' : ''}`;
  return `[${bar}] ${String(Math.floor(share * 100)).padStart(3)} %  ${of}${speed}${left}`;
}

/** Hours, minutes and seconds as a clock shows them. */
function formatDuration(seconds: number): string {
  const whole = Math.ceil(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}
