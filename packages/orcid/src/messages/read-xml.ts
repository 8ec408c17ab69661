import { messageShapes } from './message-shapes.ts';
import {
  type Child,
  localName,
  memberOf,
  namespaceOf,
  type ObjectShape,
  type Scalar,
  type Shape,
  type TextShape,
} from './shape.ts';
import { parseXml, type XmlNode, type XmlProblem } from './xml-tree.ts';

/** A message read from XML, or what keeps it from being read. */
export type XmlReading =
  | {
      ok: true;
      /** The root element with ORCID's usual prefix, such as `work:work`. */
      name: string;
      /** As ORCID's JSON. */
      message: Record<string, unknown>;
    }
  | { ok: false; problems: XmlProblem[] };

/**
 * Reads any message of the record API. A document with a DOCTYPE, of more than 64 MiB or deeper than any message is
 * refused with a sentence; nothing outside it is ever loaded. Elements and attributes that v3.0 does not know are
 * passed over, so that the registry may add some.
 */
export function messageFromXml(xml: string): XmlReading {
  const parsed = parseXml(xml);
  if (!parsed.ok) return parsed;
  const { root } = parsed;
  for (const [name, shape] of messageShapes) {
    if (isNamed(root, name)) {
      const problems: XmlProblem[] = [];
      const message = readObject(root, shape, problems);
      return problems.length > 0 ? { ok: false, problems } : { ok: true, name, message };
    }
  }
  const detail = `The first element, <${root.name}> of "${root.namespace}", is no message of ORCID's v3.0.`;
  return { ok: false, problems: [{ detail, line: root.line }] };
}

function isNamed(node: XmlNode, name: string): boolean {
  return node.name === localName(name) && node.namespace === namespaceOf(name);
}

function readShape(node: XmlNode, shape: Shape, problems: XmlProblem[]): unknown {
  switch (shape.kind) {
    case 'text':
      return readText(node.text, shape, node, problems);
    case 'value': {
      const value = readScalar(node.text, shape.scalar, node, problems);
      return { value, ...readAttributes(node, shape.attributes ?? {}, problems) };
    }
    case 'object':
      return readObject(node, shape, problems);
    default:
      return shape satisfies never;
  }
}

function readObject(node: XmlNode, shape: ObjectShape, problems: XmlProblem[]): Record<string, unknown> {
  const read: Record<string, unknown> = readAttributes(node, shape.attributes ?? {}, problems);
  for (const child of shape.children) {
    const found = readChild(node, child, problems);
    if (found !== undefined) read[memberOf(child)] = found;
  }
  return read;
}

/** Lists are there even when they are empty, as in ORCID's JSON. */
function readChild(node: XmlNode, child: Child, problems: XmlProblem[]): unknown {
  switch (child.kind) {
    case 'one': {
      const [found, again] = node.children.filter((each) => isNamed(each, child.name));
      if (again !== undefined) {
        problems.push({ detail: `<${again.name}> stands here twice; keep one of them.`, line: again.line });
      }
      return found === undefined ? undefined : readShape(found, child.shape, problems);
    }
    case 'list': {
      const { wrapper } = child;
      const parents = wrapper === undefined ? [node] : node.children.filter((each) => isNamed(each, wrapper));
      return parents
        .flatMap((parent) => parent.children.filter((each) => isNamed(each, child.name)))
        .map((each) => readShape(each, child.shape, problems));
    }
    case 'choice':
      return node.children.flatMap((each) => {
        const chosen = child.of.find(({ name }) => isNamed(each, name));
        if (chosen === undefined) return [];
        return [{ [localName(chosen.name)]: readShape(each, chosen.shape, problems) }];
      });
    default:
      return child satisfies never;
  }
}

function readAttributes(
  node: XmlNode,
  attributes: Readonly<Record<string, TextShape>>,
  problems: XmlProblem[],
): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const [name, shape] of Object.entries(attributes)) {
    const found = node.attributes.get(name);
    if (found !== undefined) read[name] = readText(found, shape, node, problems);
  }
  return read;
}

function readText(text: string, shape: TextShape, node: XmlNode, problems: XmlProblem[]): unknown {
  const named = Object.entries(shape.inXml ?? {}).find(([, inXml]) => inXml === text)?.[0];
  return named ?? readScalar(text, shape.scalar, node, problems);
}

function readScalar(text: string, scalar: Scalar, node: XmlNode, problems: XmlProblem[]): unknown {
  const refuse = (what: string) => {
    problems.push({ detail: `<${node.name}> must hold ${what}.`, line: node.line });
    return undefined;
  };
  const trimmed = text.trim();
  switch (scalar) {
    case 'text':
      return text;
    case 'integer':
      return /^[+-]?\d{1,15}$/.test(trimmed) ? Number(trimmed) : refuse('a whole number');
    case 'boolean':
      if (trimmed === 'true' || trimmed === '1') return true;
      return trimmed === 'false' || trimmed === '0' ? false : refuse('true or false');
    case 'moment': {
      // A dateTime without a zone is of ORCID's servers, which keep UTC.
      const zoned = /(?:Z|[+-]\d\d:\d\d)$/.test(trimmed) ? trimmed : `${trimmed}Z`;
      const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(trimmed) ? Date.parse(zoned) : Number.NaN;
      return Number.isNaN(at) ? refuse('a date and time') : at;
    }
    default:
      return scalar satisfies never;
  }
}
