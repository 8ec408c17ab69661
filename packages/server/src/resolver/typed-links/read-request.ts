import {
  decompressGs1Path,
  formatGs1DigitalLink,
  type Gs1DigitalLink,
  gs1ConvenienceNames,
  isCompressedGs1Path,
} from '@mintmark/identifiers';
import type { Anchor, AnchorElement } from '../../anchors/anchor.ts';
import type { CompiledScheme } from '../../anchors/compile-scheme.ts';
import { readAnchor } from '../../anchors/read-anchor.ts';
import { readValue } from '../../anchors/read-value.ts';
import {
  type Address,
  type AddressProblem,
  decodeSegments,
  type Parameter,
  type Result,
  readParameters,
  refuse,
  refusePath,
  splitAddress,
} from './address.ts';
import { type Ask, readAsk } from './ask.ts';
import type { Catalogue } from './catalogue.ts';

/** The namespace whose identifiers also stand at the root: `/01/09506000134352` (GS1 Digital Link URI Syntax). */
export const ROOT_NAMESPACE = 'gs1';

/** An identifier of a scheme, with everything that the request says besides. */
export type AnchorRequest = {
  scheme: CompiledScheme;
  anchor: Anchor;
  /** Data attributes of the query, in canonical form. */
  attributes: readonly AnchorElement[];
  /** Other parameters of the query, decoded, those that are read here included. */
  others: readonly Parameter[];
  /** The query as it came, without its question mark; null without one. Of a compressed address the uncompressed one. */
  query: string | null;
  ask: Ask;
};

/**
 * How an address was read. `elsewhere`: it is no address of a scheme. `atRoot`: it is one only by GS1's rule for the
 * root, where identifiers of other kinds stand as well.
 */
export type Reading =
  | { kind: 'elsewhere' }
  | { kind: 'wrong'; problem: AddressProblem; atRoot: boolean }
  | { kind: 'anchor'; request: AnchorRequest; atRoot: boolean };

type Headers = Parameters<typeof readAsk>[1];

/*
 *   address  = "/" namespace "/" element *( "/" element ) [ "/" ] [ "?" query ]     ; any registered scheme
 *            | "/" element *( "/" element ) [ "/" ] [ "?" query ]                   ; GS1, as its standard has it
 *            | [ "/" namespace ] "/" [ key "/" value "/" ] compressed                    ; GS1, compressed
 *   element  = name "/" value        ; the AI or the short name of a key, then of its qualifiers, percent-encoded once
 *
 * "/doi/10.…" stays what it was, the address of a DOI; an identifier of the scheme doi is "/doi/doi/10.…%2F…". The same
 * holds for "/handle/20.…", as repositories write Handles.
 */
const IS_NUMBER = /^\d+$/;
const PID_FOLDER = /^\/*(?:doi\/+10\.|handle\/+\d)/i;

/** Reads a request target by the schemes of a catalogue. */
export function readRequest({ schemes }: Catalogue, requestTarget: string, headers: Headers): Reading {
  const address = splitAddress(requestTarget);
  const first = decodeFirst(address);
  const named = schemes.get(first);
  if (named !== undefined && !PID_FOLDER.test(requestTarget)) {
    return present(readByScheme(named, address, 1, headers), false);
  }
  const gs1 = schemes.get(ROOT_NAMESPACE);
  if (gs1 === undefined) return { kind: 'elsewhere' };
  // Short names that are not GS1's own stand below the name of the scheme only.
  const ai = IS_NUMBER.test(first) ? first : (convenienceNames.get(first.toLowerCase()) ?? '');
  if (gs1.identifiers.has(ai)) return present(readByScheme(gs1, address, 0, headers), true);
  if (address.segments.length > 1) return { kind: 'elsewhere' };
  // Any word may look like a compressed identifier; one that holds none is no address of ours.
  const compressed = readCompressed(gs1, address, 0, headers);
  return compressed?.ok === true ? present(compressed, true) : { kind: 'elsewhere' };
}

/** Escapes of characters that need none mean the same as without (RFC 3986, section 6.2.2.2). */
function decodeFirst({ segments }: Address): string {
  const decoded = decodeSegments(segments.slice(0, 1));
  return (decoded.ok ? decoded.value[0] : segments[0]) ?? '';
}

function present(read: Result<AnchorRequest>, atRoot: boolean): Reading {
  return read.ok
    ? { kind: 'anchor', request: read.value, atRoot }
    : { kind: 'wrong', problem: read.problem, atRoot };
}

/** @param from the index of the first name in the path */
function readByScheme(
  scheme: CompiledScheme,
  address: Address,
  from: number,
  headers: Headers,
): Result<AnchorRequest> {
  const compressed = readCompressed(scheme, address, from, headers);
  if (compressed !== null) return compressed;
  const segments = decodeSegments(address.segments);
  if (!segments.ok) return segments;
  const { namespace } = scheme.document;
  if (segments.value.length === from) {
    return refusePath(from, 'missing-value', `After “${namespace}” an identifier and its value are missing.`);
  }
  const names = segments.value
    .slice(from)
    .map((segment, index) => (index % 2 === 0 ? toAi(scheme, segment) : segment));
  const read = readAnchor(scheme, names);
  if (!read.ok) {
    const { segment, code, message, position } = read.problem;
    return refusePath(from + segment, code, message, position);
  }
  return readRest(scheme, read.anchor, address.query, headers);
}

/** What the query and the headers say about an identifier that was read. */
function readRest(
  scheme: CompiledScheme,
  anchor: Anchor,
  query: string | null,
  headers: Headers,
): Result<AnchorRequest> {
  const parameters = readParameters(query);
  if (!parameters.ok) return parameters;
  const sorted = readAttributes(scheme, parameters.value);
  if (!sorted.ok) return sorted;
  const ask = readAsk(sorted.value.others, headers);
  if (!ask.ok) return ask;
  return { ok: true, value: { scheme, anchor, ...sorted.value, query, ask: ask.value } };
}

/** Reads a compressed GS1 Digital Link, or null for what does not look like one. */
function readCompressed(
  scheme: CompiledScheme,
  address: Address,
  from: number,
  headers: Headers,
): Result<AnchorRequest> | null {
  const segments = address.segments.slice(from);
  if (scheme.document.namespace !== ROOT_NAMESPACE || segments.length % 2 === 0) return null;
  const path = segments.join('/');
  if (!isCompressedGs1Path(path)) return null;
  const link = decompressGs1Path(path, address.query ?? '');
  if (!link.ok) {
    const { code, message, position } = link.problem;
    return refusePath(from + segments.length - 1, code, message, position);
  }
  // Once more by the scheme, which may have fewer keys than GS1.
  const read = readAnchor(scheme, listSegments(link.value));
  if (!read.ok) return refusePath(from, read.problem.code, read.problem.message);
  const uncompressed = formatGs1DigitalLink(link.value);
  const mark = uncompressed.indexOf('?');
  return readRest(scheme, read.anchor, mark === -1 ? null : uncompressed.slice(mark + 1), headers);
}

function listSegments({ primaryKey, qualifiers }: Gs1DigitalLink): string[] {
  return [primaryKey, ...qualifiers].flatMap(({ ai, value }) => [ai, value]);
}

/** The names of release 1.1 of GS1 Digital Link, in any case, where the scheme does not use them otherwise. */
function toAi({ profile, identifiers }: CompiledScheme, name: string): string {
  if (profile !== 'gs1' || identifiers.has(name)) return name;
  return convenienceNames.get(name.toLowerCase()) ?? name;
}

const convenienceNames: ReadonlyMap<string, string> = new Map(Object.entries(gs1ConvenienceNames));

/**
 * Data attributes in the query. GS1 names them by number and keeps all numbers for itself, so one that is no attribute
 * of it is a mistake; in other profiles a parameter that is no attribute belongs to the target.
 */
function readAttributes(
  scheme: CompiledScheme,
  parameters: readonly Parameter[],
): Result<Pick<AnchorRequest, 'attributes' | 'others'>> {
  const isGs1 = scheme.profile === 'gs1';
  const attributes: AnchorElement[] = [];
  const others: Parameter[] = [];
  for (const parameter of parameters) {
    const { name, value } = parameter;
    const found = isGs1 && !IS_NUMBER.test(name) ? undefined : scheme.identifiers.get(name);
    const attribute = found?.definition.type === 'D' ? found : undefined;
    if (attribute === undefined) {
      if (isGs1 && IS_NUMBER.test(name)) return refuseAttribute(scheme, name);
      others.push(parameter);
      continue;
    }
    const { ai } = attribute.definition;
    if (attributes.some((each) => each.ai === ai)) {
      return refuse(`/query/${name}`, 'repeated', `“${name}” stands in the query twice.`);
    }
    const read = readValue(scheme, attribute, value);
    if (read.ok) attributes.push({ ai, value: read.value });
    else if (isGs1) {
      return refuse(`/query/${name}`, read.problem.code, read.problem.message, read.problem.position);
    } else others.push(parameter);
  }
  return { ok: true, value: { attributes, others } };
}

function refuseAttribute({ document }: CompiledScheme, name: string) {
  const shown = name.slice(0, 60);
  const message = `“${shown}” is no data attribute of ${document.namespace}.`;
  return refuse(`/query/${shown}`, 'unknown-attribute', message);
}
