/**
 * @returns a copy of `root` with one value in it replaced. Each step of `path` chooses a property or entry by
 *   number, modulo how many there are.
 */
export function replaceAt(root: unknown, path: readonly number[], value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined || typeof root !== 'object' || root === null) return value;
  const keys = Object.keys(root);
  const key = keys[step % Math.max(keys.length, 1)];
  if (key === undefined) return value;
  const changed = replaceAt((root as Record<string, unknown>)[key], rest, value);
  return Array.isArray(root)
    ? root.map((entry, index) => (String(index) === key ? changed : entry))
    : { ...root, [key]: changed };
}
