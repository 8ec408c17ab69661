import type { CompiledScheme } from '../../../anchors/compile-scheme.ts';

/** Where requests for a range of keys are sent: another resolver that answers for them. */
export type Handler = {
  /** `gs1/01/^0950600`, or `gs1/^9506000` for a GS1 Company Prefix whatever the key. */
  range: string;
  namespace: string;
  organisationId: string;
  /** Null: whatever the key. */
  ai: string | null;
  /** What the values of the range begin with. */
  beginning: string;
  /** Base address of that resolver; the canonical path is appended. */
  target: string;
  title: string;
  version: number;
  createdAt: Date;
  updatedAt: Date;
};

export type Range = Pick<Handler, 'range' | 'namespace' | 'ai' | 'beginning'>;

const BEGINNING_LIMIT = 100;
/** GS1 General Specifications, section 1.4.4: a GS1 Company Prefix has 4 to 12 digits. */
const COMPANY_PREFIX = /^\d{4,12}$/;

/** The parts of a range as somebody wrote it, or null where it is none. */
export function splitRange(
  text: string,
): { namespace: string; name: string | null; beginning: string } | null {
  const match = /^([^/^]+)\/(?:([^/^]+)\/)?\^([^/^]+)$/.exec(text);
  if (match === null) return null;
  const [, namespace = '', name, encoded = ''] = match;
  try {
    return { namespace, name: name ?? null, beginning: decodeURIComponent(encoded) };
  } catch {
    return null;
  }
}

/** Reads a range of a scheme. @returns what is wrong with it instead, in a sentence */
export function readRange(
  scheme: CompiledScheme,
  parts: NonNullable<ReturnType<typeof splitRange>>,
): Range | string {
  const { namespace, name, beginning } = parts;
  if (beginning.length > BEGINNING_LIMIT) return `A range begins with at most ${BEGINNING_LIMIT} characters.`;
  if (name === null) {
    if (scheme.profile !== 'gs1') return `Name the key, such as ${namespace}/KEY/^${beginning}.`;
    if (!COMPANY_PREFIX.test(beginning)) return 'A GS1 Company Prefix has 4 to 12 digits.';
    return { range: `${namespace}/^${beginning}`, namespace, ai: null, beginning };
  }
  const key = scheme.identifiers.get(name)?.definition;
  if (key?.type !== 'I') return `“${name}” identifies nothing by itself in ${namespace}.`;
  return {
    range: `${namespace}/${key.ai}/^${encodeURIComponent(beginning)}`,
    namespace,
    ai: key.ai,
    beginning,
  };
}
