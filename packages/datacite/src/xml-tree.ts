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
export type XmlNodeData = {
  name: string;
  namespace: string;
  line: number;
  /** By name; xml:lang under 'xml:lang'. Attributes of other namespaces (xsi:…) are left out. */
  attributes: ReadonlyMap<string, string>;
  /** The element's own text, without that of its children; `<br/>` in it is a line feed. */
  text: string;
  children: readonly XmlNodeData[];
};

/** One thing that keeps a document from being read. */
export type XmlProblem = { detail: string; line: number | null };

/** A larger document is not parsed. */
const XML_LIMIT_BYTES = 8 * 1024 * 1024;

const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';

/** White space, processing instructions and comments: all that may stand before a document type declaration. */
const PROLOGUE = /^\u{FEFF}?(?:\s|<\?[\s\S]*?\?>|<!--[\s\S]*?-->)*/u;

/**
 * Parses a document into plain data. Document type declarations are refused before the parser sees them, so
 * there are no entities to expand and nothing outside to load.
 *
 * @param xml the document as text; an encoding that it declares is not applied again.
 */
export function parseXml(
  xml: string,
): { ok: true; root: XmlNodeData } | { ok: false; problems: XmlProblem[] } {
  if (xml.length > XML_LIMIT_BYTES || Buffer.byteLength(xml) > XML_LIMIT_BYTES) {
    return {
      ok: false,
      problems: [{ detail: `The document is larger than ${XML_LIMIT_BYTES} bytes.`, line: null }],
    };
  }
  const prologue = PROLOGUE.exec(xml)?.[0] ?? '';
  if (/^<!DOCTYPE/i.test(xml.slice(prologue.length, prologue.length + 9))) {
    const line = prologue.split('\n').length;
    return {
      ok: false,
      problems: [{ detail: 'The document has a DOCTYPE; remove it, DataCite XML needs none.', line }],
    };
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
    return { ok: false, problems: explainParseError(error) };
  }
  try {
    return { ok: true, root: readElement(document.root) };
  } finally {
    document.dispose();
  }
}

function explainParseError(error: unknown): XmlProblem[] {
  if (!(error instanceof XmlLibError)) throw error;
  const problems = error.details.slice(0, 10).map(({ message, line }) => {
    return { detail: `The XML is not well formed: ${message.trim()}`, line };
  });
  return problems.length > 0 ? problems : [{ detail: 'The XML is not well formed.', line: null }];
}

/** The parser allows 256 levels, so recursion is safe. */
function readElement(element: XmlElement): XmlNodeData {
  const children: XmlNodeData[] = [];
  let text = '';
  for (let node = element.firstChild; node !== null; node = node.next) {
    if (node instanceof XmlElement) {
      if (node.name === 'br') text += '\n';
      else children.push(readElement(node));
    } else if (node instanceof XmlText || node instanceof XmlCData || node instanceof XmlEntityReference) {
      text += node.content;
    }
  }
  return {
    name: element.name,
    namespace: element.namespaceUri,
    line: element.line,
    attributes: readAttributes(element),
    text,
    children,
  };
}

function readAttributes(element: XmlElement): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const attribute of element.attrs) {
    if (attribute.namespaceUri === '') attributes.set(attribute.name, attribute.value);
    else if (attribute.namespaceUri === XML_NAMESPACE)
      attributes.set(`xml:${attribute.name}`, attribute.value);
  }
  return attributes;
}
