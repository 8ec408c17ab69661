const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** A size as people read it, in steps of a thousand. */
export function formatSize(sizeBytes: number): string {
  if (sizeBytes === 1) return '1 byte';
  let [size, unit] = [sizeBytes, 0];
  while (size >= 1000 && unit < UNITS.length - 1) [size, unit] = [size / 1000, unit + 1];
  return `${unit === 0 ? size : size.toFixed(1)} ${UNITS[unit]}`;
}

/** “; 3 were there already”, or nothing. */
export function sayThere(count: number): string {
  return count === 0 ? '' : `; ${count} ${count === 1 ? 'was' : 'were'} there already`;
}
