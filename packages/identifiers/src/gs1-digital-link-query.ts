import { findGs1Ai } from './gs1-application-identifiers.ts';
import type { Gs1Element, Gs1ParseOptions } from './gs1-digital-link.ts';
import { canQualify, type Gs1PathElements, readPieceValue } from './gs1-digital-link-path.ts';
import { decodePiece, type RawPiece, splitPiece } from './gs1-uri-piece.ts';
import { describeGs1Ai } from './gs1-value.ts';
import { ok, type ParseResult, problem } from './parse-result.ts';

/** What the query of a GS1 Digital Link says: data attributes, and what is not GS1's. */
type Gs1QueryElements = {
  attributes: readonly Gs1Element[];
  otherParameters: readonly (readonly [string, string])[];
};

/**
 * Reads a query: a parameter whose name is all digits is a data attribute, any other is passed on, and so is one
 * without `=`, which has the empty value. Empty parameters are dropped.
 * Problem codes: `gs1-unknown-ai`, `gs1-attribute`, `gs1-repeated`, `percent-encoding`, and those of `parseGs1Value`.
 */
export function readGs1Query(
  query: RawPiece,
  path: Gs1PathElements,
  options: Gs1ParseOptions,
): ParseResult<Gs1QueryElements> {
  const attributes: Gs1Element[] = [];
  const otherParameters: (readonly [string, string])[] = [];
  const seen = new Set([path.primaryKey.ai, ...path.qualifiers.map(({ ai }) => ai)]);
  for (const parameter of splitPiece(query, '&')) {
    if (parameter.text === '') continue;
    const equals = parameter.text.indexOf('=');
    const nameEnd = equals === -1 ? parameter.text.length : equals;
    const name = decodePiece({ text: parameter.text.slice(0, nameEnd), start: parameter.start }, true);
    if (!name.ok) return name;
    const raw = { text: parameter.text.slice(nameEnd + 1), start: parameter.start + nameEnd + 1 };
    if (equals === -1 || !/^\d+$/.test(name.value.text)) {
      const value = decodePiece(raw, true);
      if (!value.ok) return value;
      otherParameters.push([name.value.text, value.value.text]);
      continue;
    }
    const attribute = readAttribute(name.value, raw, path, seen, options);
    if (!attribute.ok) return attribute;
    attributes.push(attribute.value);
    seen.add(attribute.value.ai);
  }
  return ok({ attributes, otherParameters });
}

function readAttribute(
  name: RawPiece,
  raw: RawPiece,
  path: Gs1PathElements,
  seen: ReadonlySet<string>,
  options: Gs1ParseOptions,
): ParseResult<Gs1Element> {
  const entry = findGs1Ai(name.text);
  if (entry === null) {
    return problem('gs1-unknown-ai', 'GS1 has no Application Identifier of this number.', name.start);
  }
  const called = describeGs1Ai(entry);
  if (seen.has(entry.ai)) {
    return problem('gs1-repeated', `${called} stands twice in this address.`, name.start);
  }
  if (!entry.dataAttribute) {
    return problem('gs1-attribute', `${called} may not stand in the query.`, name.start);
  }
  if (canQualify(path.key, [...path.qualifiers.map(({ ai }) => ai), entry.ai])) {
    return problem(
      'gs1-attribute',
      `${called} belongs in the path, as a qualifier of ${describeGs1Ai(path.key)}.`,
      name.start,
    );
  }
  const value = readPieceValue(entry, raw, true, options);
  return value.ok ? ok({ ai: entry.ai, value: value.value }) : value;
}
