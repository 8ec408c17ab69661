import {
  ParseOption,
  XmlCData,
  XmlDocument,
  XmlElement,
  XmlEntityReference,
  XmlLibError,
  XmlText,
} from 'libxml2-wasm';

/** One element, free of the parser's memory. */
export type XmlNode = {
  name: string;
  namespace: string;
  line: number;
  /** By name, without those of other namespaces (xsi:…). */
  attributes: ReadonlyMap<string, string>;
  /** The element's own text, without that of its children. */
  text: string;
  children: readonly XmlNode[];
};

/** One thing that keeps a document from being read. */
export type XmlProblem = {
  detail: string;
  /** From 1, or null. */
  line: number | null;
};

/** A larger document is not parsed: a record of 10,000 works stays below. */
const XML_LIMIT_BYTES = 64 * 1024 * 1024;

/** Messages of ORCID are at most 12 deep. */
const DEPTH_LIMIT = 40;

/** White space, processing instructions and comments: all that may stand before a document type declaration. */
const PROLOGUE = /^\u{FEFF}?(?:\s|<\?[\s\S]*?\?>|<!--[\s\S]*?-->)*/u;

/**
 * Parses a document into plain data. Document type declarations are refused before the parser sees them, so there are
 * no entities to expand and nothing outside to load.
 */
export function parseXml(xml: string): { ok: true; root: XmlNode } | { ok: false; problems: XmlProblem[] } {
  if (xml.length > XML_LIMIT_BYTES || Buffer.byteLength(xml) > XML_LIMIT_BYTES) {
    return refuse(`The document is larger than ${XML_LIMIT_BYTES} bytes.`);
  }
  const prologue = PROLOGUE.exec(xml)?.[0] ?? '';
  if (/^<!DOCTYPE/i.test(xml.slice(prologue.length, prologue.length + 9))) {
    return refuse(
      'The document has a DOCTYPE; remove it, messages of ORCID have none.',
      prologue.split('\n').length,
    );
  }
  let document: XmlDocument;
  try {
    document = XmlDocument.fromString(xml.replace(/^\u{FEFF}/u, ''), {
      option:
        ParseOption.XML_PARSE_NO_XXE |
        ParseOption.XML_PARSE_NONET |
        ParseOption.XML_PARSE_IGNORE_ENC |
        ParseOption.XML_PARSE_BIG_LINES,
    });
  } catch (error) {
    return explainParseError(error);
  }
  try {
    return { ok: true, root: readElement(document.root, 1) };
  } catch (error) {
    if (error instanceof TooDeep) return refuse(error.message, error.line);
    throw error;
  } finally {
    document.dispose();
  }
}

class TooDeep extends Error {
  readonly line: number;
  constructor(line: number) {
    super(`The elements are more than ${DEPTH_LIMIT} deep; no message of ORCID is.`);
    this.line = line;
  }
}

function refuse(detail: string, line: number | null = null): { ok: false; problems: XmlProblem[] } {
  return { ok: false, problems: [{ detail, line }] };
}

function explainParseError(error: unknown): { ok: false; problems: XmlProblem[] } {
  if (!(error instanceof XmlLibError)) throw error;
  const problems = error.details.slice(0, 10).map(({ message, line }) => {
    return { detail: `The XML is not well formed: ${message.trim()}`, line };
  });
  return problems.length > 0 ? { ok: false, problems } : refuse('The XML is not well formed.');
}

function readElement(element: XmlElement, depth: number): XmlNode {
  if (depth > DEPTH_LIMIT) throw new TooDeep(element.line);
  const children: XmlNode[] = [];
  let text = '';
  for (let node = element.firstChild; node !== null; node = node.next) {
    if (node instanceof XmlElement) children.push(readElement(node, depth + 1));
    else if (node instanceof XmlText || node instanceof XmlCData || node instanceof XmlEntityReference) {
      text += node.content;
    }
  }
  const attributes = new Map<string, string>();
  for (const attribute of element.attrs) {
    if (attribute.namespaceUri === '') attributes.set(attribute.name, attribute.value);
  }
  return {
    name: element.name,
    namespace: element.namespaceUri,
    line: element.line,
    attributes,
    text,
    children,
  };
}
