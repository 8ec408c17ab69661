/** A time as Jackson writes it, such as `2026-01-01T00:00:00.000+00:00`. */
export function presentTime(time: Date): string {
  return time.toISOString().replace('Z', '+00:00');
}
