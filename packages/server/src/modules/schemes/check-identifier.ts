import type { Static } from 'typebox';
import { formatAnchor, listLevels } from '../../anchors/anchor.ts';
import type { CompiledScheme } from '../../anchors/compile-scheme.ts';
import { readAnchor } from '../../anchors/read-anchor.ts';
import { readValue } from '../../anchors/read-value.ts';
import type { CheckAnswer } from './schema.ts';

type Answer = Static<typeof CheckAnswer>;

/** Reads a path of a scheme, such as `01/09506000134352/10/ABC`, and tells what each part is, or which is wrong and why. */
export function checkPath(scheme: CompiledScheme, path: string, publicUrl: string): Answer {
  const { namespace } = scheme.document;
  const [, rest = ''] = /^\/?(.*?)\/?$/s.exec(path) ?? [];
  const parts = rest.split('/');
  // With the namespace in front, as the address has it.
  const named = parts[0] === namespace && !scheme.identifiers.has(namespace) ? parts.slice(1) : parts;
  const segments: string[] = [];
  for (const part of named) {
    try {
      segments.push(decodeURIComponent(part));
    } catch {
      return refuse({
        code: 'percent-encoding',
        detail: 'A “%” in this segment is not part of a percent-encoded character.',
        segment: segments.length,
        position:
          part.search(/%(?![0-9A-Fa-f]{2})/) === -1 ? part.indexOf('%') : part.search(/%(?![0-9A-Fa-f]{2})/),
      });
    }
  }
  const read = readAnchor(scheme, segments);
  if (!read.ok) {
    const { code, message, segment, position } = read.problem;
    return refuse({ code, detail: message, segment, position });
  }
  const { anchor } = read;
  const text = formatAnchor(anchor);
  return {
    valid: true,
    elements: [anchor.key, ...anchor.qualifiers].map(({ ai, value }, index) =>
      describeElement(scheme, ai, segments[index * 2 + 1] ?? '', value),
    ),
    anchor: text,
    url: `${publicUrl}/${text}`,
    levels: listLevels(anchor).map(formatAnchor),
    problem: null,
  };
}

/** Reads one value of an application identifier, named by its `ai` or `shortcode`. */
export function checkValue(scheme: CompiledScheme, name: string, value: string): Answer {
  const identifier = scheme.identifiers.get(name);
  if (identifier === undefined) {
    const detail = `${scheme.document.namespace} has no application identifier “${name}”.`;
    return refuse({ code: 'unknown-identifier', detail, segment: 0, position: 0 });
  }
  const read = readValue(scheme, identifier, value);
  if (!read.ok) {
    const { code, message, position } = read.problem;
    return refuse({ code, detail: message, segment: 1, position });
  }
  const { ai } = identifier.definition;
  return { ...EMPTY, valid: true, elements: [describeElement(scheme, ai, value, read.value)] };
}

const EMPTY: Answer = { valid: false, elements: [], anchor: null, url: null, levels: [], problem: null };

function refuse(problem: NonNullable<Answer['problem']>): Answer {
  return { ...EMPTY, problem };
}

function describeElement(
  scheme: CompiledScheme,
  ai: string,
  given: string,
  value: string,
): Answer['elements'][number] {
  const definition = scheme.identifiers.get(ai)?.definition;
  if (definition === undefined) throw new Error(`${scheme.document.namespace} has no ${ai}`);
  const { shortcode, label, type } = definition;
  return { ai, shortcode, label, type, given, value };
}
