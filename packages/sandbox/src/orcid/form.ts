/** Parameters of a form or query by name. */
export type Parameters = ReadonlyMap<string, string>;

/**
 * Reads a decoded form or query. Null when it is none or when a parameter is repeated, which RFC 6749
 * section 3.1 forbids. An empty parameter counts as absent, as the same section says.
 */
export function readParameters(input: unknown): Parameters | null {
  if (typeof input !== 'object' || input === null) return null;
  const parameters = new Map<string, string>();
  for (const [name, value] of Object.entries(input)) {
    if (typeof value !== 'string') return null;
    if (value !== '') parameters.set(name, value);
  }
  return parameters;
}
