import type { Anchor, AnchorElement } from './anchor.ts';
import type { CompiledIdentifier, CompiledScheme } from './compile-scheme.ts';
import { VALUE_LENGTH_LIMIT } from './pattern.ts';
import { readValue } from './read-value.ts';

/** Why segments are no identifier: `segment` is the 0-based index of the one that is wrong, `position` where in it. */
export type AnchorProblem = { code: string; message: string; segment: number; position: number };

export type AnchorResult = { ok: true; anchor: Anchor } | { ok: false; problem: AnchorProblem };

/**
 * Reads an identifier of a scheme: names and values in turn, already percent-decoded, such as
 * `['01', '09506000134352', '10', 'ABC']`. Names are an `ai` or a `shortcode`; qualifiers stand in the scheme's order.
 */
export function readAnchor(scheme: CompiledScheme, segments: readonly string[]): AnchorResult {
  const { namespace } = scheme.document;
  const [name = '', text] = segments;
  const key = scheme.identifiers.get(name);
  if (key === undefined) {
    return refuse(0, 'unknown-identifier', `${namespace} has no identifier “${cut(name)}”.`);
  }
  if (key.definition.type !== 'I') {
    return refuse(
      0,
      'no-primary-identifier',
      `“${cut(name)}” does not identify anything by itself in ${namespace}.`,
    );
  }
  if (text === undefined) return refuse(0, 'missing-value', `“${cut(name)}” is not followed by a value.`);
  const first = readElement(scheme, key, text, 1);
  if ('problem' in first) return { ok: false, problem: first.problem };
  const qualifiers: AnchorElement[] = [];
  let length = text.length;
  for (let at = 2; at < segments.length; at += 2) {
    length += segments[at + 1]?.length ?? 0;
    // Each value takes time for its pattern; no identifier with its qualifiers is longer than one value may be.
    if (length > VALUE_LENGTH_LIMIT) {
      const message = `With its qualifiers an identifier has at most ${VALUE_LENGTH_LIMIT} characters.`;
      return refuse(at + 1, 'too-long', message);
    }
    const element = readQualifier(scheme, key, segments, at, qualifiers);
    if ('problem' in element) return { ok: false, problem: element.problem };
    qualifiers.push(element);
  }
  return { ok: true, anchor: { namespace, key: first, qualifiers } };
}

function readQualifier(
  scheme: CompiledScheme,
  key: CompiledIdentifier,
  segments: readonly string[],
  at: number,
  before: readonly AnchorElement[],
): AnchorElement | { problem: AnchorProblem } {
  const name = segments[at] ?? '';
  const text = segments[at + 1];
  const qualifier = scheme.identifiers.get(name);
  const ai = qualifier?.definition.ai ?? name;
  const { label } = key.definition;
  if (qualifier === undefined || !key.sequences.some((each) => each.includes(ai))) {
    return refuse(
      at,
      'unknown-qualifier',
      `“${cut(name)}” is no qualifier of ${label} in ${scheme.document.namespace}.`,
    );
  }
  if (before.some((each) => each.ai === ai)) {
    return refuse(at, 'repeated-qualifier', `“${cut(name)}” stands here a second time.`);
  }
  const path = [...before.map((each) => each.ai), ai];
  if (!key.sequences.some((each) => isInOrder(path, each))) {
    const orders = key.sequences.map((each) => each.join(', ')).join(' or ');
    return refuse(at, 'qualifier-order', `The qualifiers of ${label} stand in the order ${orders}.`);
  }
  if (text === undefined) return refuse(at, 'missing-value', `“${cut(name)}” is not followed by a value.`);
  return readElement(scheme, qualifier, text, at + 1);
}

function readElement(
  scheme: CompiledScheme,
  identifier: CompiledIdentifier,
  text: string,
  segment: number,
): AnchorElement | { problem: AnchorProblem } {
  const value = readValue(scheme, identifier, text);
  return value.ok
    ? { ai: identifier.definition.ai, value: value.value }
    : { problem: { ...value.problem, segment } };
}

/** Whether the names occur in a sequence in its order, with none or some left out. */
function isInOrder(names: readonly string[], sequence: readonly string[]): boolean {
  let from = 0;
  for (const name of names) {
    const at = sequence.indexOf(name, from);
    if (at === -1) return false;
    from = at + 1;
  }
  return true;
}

function refuse(segment: number, code: string, message: string): { ok: false; problem: AnchorProblem } {
  return { ok: false, problem: { code, message, segment, position: 0 } };
}

function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
