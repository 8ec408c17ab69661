import { normalizeDoi } from '@mintmark/identifiers';
import type { DataciteMetadata } from './metadata.ts';
import { createProblemList, type MetadataProblem, type ProblemList, pointTo, quote } from './problems.ts';
import { type MetadataLevel, validateMetadata } from './validate.ts';
import { type AttributeNames, type Child, RESOURCE, type Shape } from './xml-shapes.ts';
import { parseXml, type XmlNodeData } from './xml-tree.ts';
import { KERNEL_NAMESPACE } from './xml-write.ts';

/** A problem of a document: as of a description, with the line of the element it concerns. */
export type XmlMetadataProblem = MetadataProblem & { line: number | null };

export type XmlReadResult =
  | {
      ok: true;
      /** Canonical form; null when the document names no DOI, as before one is assigned (':tba'). */
      doi: string | null;
      /** The element `identifier` as it stands, or null. */
      identifier: { type: string | null; name: string } | null;
      metadata: DataciteMetadata;
    }
  | { ok: false; problems: XmlMetadataProblem[] };

/**
 * Reads DataCite XML of any kernel 4 version.
 *
 * @param xml the document as text, at most 8 MiB. A DOCTYPE is refused; nothing outside it is ever loaded.
 * @param options.level how much is asked of the description; 'structure' when left out, so that a record that
 *   follows the XSD can be opened and then corrected.
 * @returns the description in normal form, or what is wrong with each line: not well formed, elements and
 *   attributes the kernel does not know, and all that `validateMetadata` finds. Elements without text are passed
 *   over. A second point, box or polygon of a place becomes a place of its own, since JSON has room for one.
 */
export function fromDataciteXml(xml: string, options: { level?: MetadataLevel } = {}): XmlReadResult {
  const parsed = parseXml(xml);
  if (!parsed.ok) {
    return {
      ok: false,
      problems: parsed.problems.map(({ detail, line }) => ({ pointer: '', detail, line })),
    };
  }
  const { root } = parsed;
  const foreign = explainForeignRoot(root);
  if (foreign !== null) return { ok: false, problems: [{ pointer: '', detail: foreign, line: root.line }] };

  const lines = new Map<string, number>([['', root.line]]);
  const problems = createProblemList();
  const { identifier, identifierType, ...description } = readShape(root, RESOURCE, '', { lines, problems });
  const checked = validateMetadata(description, { level: options.level ?? 'structure' });
  const found = [...problems.list(), ...(checked.ok ? [] : checked.problems)];
  if (found.length > 0 || !checked.ok) {
    return {
      ok: false,
      problems: found.map((problem) => ({ ...problem, line: findLine(problem.pointer, lines) })),
    };
  }
  const name = typeof identifier === 'string' ? identifier.trim() : '';
  const type = typeof identifierType === 'string' ? identifierType.trim() : null;
  return {
    ok: true,
    doi: type?.toUpperCase() === 'DOI' ? normalizeDoi(name) : null,
    identifier: name === '' ? null : { type, name },
    metadata: checked.metadata,
  };
}

function explainForeignRoot({ name, namespace }: XmlNodeData): string | null {
  const old = /^http:\/\/datacite\.org\/schema\/kernel-([23][\d.]*)$/.exec(namespace);
  if (old !== null)
    return `This is kernel ${old[1]}, which DataCite no longer accepts; convert the record to kernel 4.`;
  if (name === 'resource' && namespace === KERNEL_NAMESPACE) return null;
  return `The first element must be <resource xmlns="${KERNEL_NAMESPACE}">, not ${quote(name)} of ${quote(namespace)}.`;
}

/** What one reading shares: the line of every pointer, and what is wrong with the XML itself. */
type Context = { lines: Map<string, number>; problems: ProblemList };

function readShape(
  node: XmlNodeData,
  shape: Shape,
  pointer: string,
  context: Context,
): Record<string, unknown> {
  context.lines.set(pointer, node.line);
  const read: Record<string, unknown> = {};
  readAttributes(node, shape.attributes ?? {}, read, pointer, context);
  if (shape.text !== undefined && node.text.trim() !== '') read[shape.text] = node.text;
  if (shape.text === undefined) reportStrayText(node, pointer, context);
  for (const element of node.children) {
    const child = findChild(shape.children, element, pointer, context);
    if (child !== null) readChild(element, child, read, pointer, context);
  }
  return read;
}

function readChild(
  node: XmlNodeData,
  child: Child,
  read: Record<string, unknown>,
  pointer: string,
  context: Context,
): void {
  const at = pointTo(pointer, child.as);
  if (child.kind !== 'many' && Object.hasOwn(read, child.as)) {
    context.problems.add(at, `The element <${node.name}> stands here twice; keep one of them.`);
    return;
  }
  context.lines.set(at, context.lines.get(at) ?? node.line);
  switch (child.kind) {
    case 'text':
      read[child.as] = node.text;
      readAttributes(node, child.attributes ?? {}, read, pointer, context);
      reportChildren(node, at, context);
      return;
    case 'one':
      read[child.as] = readShape(node, child.shape, at, context);
      return;
    case 'many': {
      const given = read[child.as];
      const entries: unknown[] = Array.isArray(given) ? given : [];
      read[child.as] = entries;
      addEntry(node, child.shape, entries, at, context);
      return;
    }
    case 'list': {
      const entries: unknown[] = [];
      read[child.as] = entries;
      readAttributes(node, {}, read, at, context);
      reportStrayText(node, at, context);
      for (const element of node.children.flatMap(splitPlace)) {
        if (element.name === child.item) addEntry(element, child.shape, entries, at, context);
        else reportUnknown(element, at, context);
      }
      return;
    }
    case 'sequence': {
      const entries = node.children.flatMap((element, index) => {
        const shape = findChild(child.shapes, element, at, context);
        return shape === null
          ? []
          : [{ [element.name]: readShape(element, shape, `${at}/${index}/${element.name}`, context) }];
      });
      read[child.as] = entries;
      return;
    }
    default:
      child satisfies never;
  }
}

/** Adds one entry of a list, unless it is an element without anything in it. */
function addEntry(
  node: XmlNodeData,
  shape: Shape | null,
  entries: unknown[],
  pointer: string,
  context: Context,
): void {
  const at = pointTo(pointer, entries.length);
  const isEmpty = node.text.trim() === '' && node.children.length === 0;
  if (shape === null) {
    context.lines.set(at, node.line);
    readAttributes(node, {}, {}, at, context);
    reportChildren(node, at, context);
    if (!isEmpty) entries.push(node.text);
    return;
  }
  if (isEmpty && (shape.mayBeEmpty !== true || node.attributes.size === 0)) return;
  entries.push(readShape(node, shape, at, context));
}

/** The n-th repetition of a child goes to the n-th place; all other elements stay whole. */
function splitPlace(node: XmlNodeData): XmlNodeData[] {
  if (node.name !== 'geoLocation') return [node];
  const places: XmlNodeData[][] = [];
  const seen = new Map<string, number>();
  for (const child of node.children) {
    const nth = seen.get(child.name) ?? 0;
    seen.set(child.name, nth + 1);
    const place = places[nth] ?? [];
    place.push(child);
    places[nth] = place;
  }
  return places.map((children) => ({ ...node, children }));
}

function readAttributes(
  node: XmlNodeData,
  names: AttributeNames,
  read: Record<string, unknown>,
  pointer: string,
  { problems }: Context,
): void {
  for (const [attribute, value] of node.attributes) {
    const name = Object.hasOwn(names, attribute) ? names[attribute] : undefined;
    if (name !== undefined) read[name] = value;
    // Language marks on elements that keep none are no mistake that anyone needs to correct.
    else if (attribute !== 'xml:lang' && value.trim() !== '') {
      problems.add(
        pointer,
        `The element <${node.name}> has no attribute ${quote(attribute)} in kernel 4.7; remove it.`,
      );
    }
  }
}

function findChild<T>(
  children: Readonly<Record<string, T>> | undefined,
  node: XmlNodeData,
  pointer: string,
  context: Context,
): T | null {
  const child =
    node.namespace === KERNEL_NAMESPACE && children && Object.hasOwn(children, node.name)
      ? children[node.name]
      : undefined;
  if (child === undefined) reportUnknown(node, pointer, context);
  return child ?? null;
}

function reportUnknown(node: XmlNodeData, pointer: string, { lines, problems }: Context): void {
  const at = pointTo(pointer, node.name);
  lines.set(at, node.line);
  problems.add(at, `Kernel 4.7 has no element ${quote(node.name)} here; remove or rename it.`);
}

function reportChildren(node: XmlNodeData, pointer: string, context: Context): void {
  for (const element of node.children) reportUnknown(element, pointer, context);
}

function reportStrayText(node: XmlNodeData, pointer: string, { problems }: Context): void {
  if (node.text.trim() === '') return;
  problems.add(
    pointer,
    `The element <${node.name}> holds elements only; remove the text ${quote(node.text.trim())}.`,
  );
}

/** @returns the line of the nearest thing that was written in the document. */
function findLine(pointer: string, lines: ReadonlyMap<string, number>): number | null {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const line = lines.get(at);
    if (line !== undefined) return line;
    if (at === '') return null;
  }
}
