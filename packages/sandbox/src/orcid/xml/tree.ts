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
  /** Attributes without a namespace, by name; those of XML Schema's own (xsi:…) are left out. */
  attributes: ReadonlyMap<string, string>;
  /** First attribute of a namespace that has none to give here, or null. */
  foreignAttribute: string | null;
  text: string;
  children: readonly XmlNode[];
};

type Parsed = { ok: true; root: XmlNode } | { ok: false; detail: string };

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/** Parses a document. One with a DTD is refused unread: no entity is expanded and nothing is loaded. */
export function parseXml(xml: string): Parsed {
  if (hasDoctype(xml)) {
    return { ok: false, detail: 'A document type declaration is not allowed.' };
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
    if (!(error instanceof XmlLibError)) throw error;
    const [first] = error.details;
    const place = first === undefined ? '' : ` at line ${first.line}: ${first.message.trim()}`;
    return { ok: false, detail: `The XML is not well formed${place}` };
  }
  try {
    return { ok: true, root: readElement(document.root) };
  } finally {
    document.dispose();
  }
}

/** White space, processing instructions and comments: all that may stand before a document type declaration. */
const PROLOGUE = /^\u{FEFF}?(?:\s|<\?[\s\S]*?\?>|<!--[\s\S]*?-->)*/u;

function hasDoctype(xml: string): boolean {
  const length = PROLOGUE.exec(xml)?.[0].length ?? 0;
  return /^<!DOCTYPE/i.test(xml.slice(length, length + 9));
}

/** The parser allows 256 levels, so recursion is safe. */
function readElement(element: XmlElement): XmlNode {
  const children: XmlNode[] = [];
  let text = '';
  for (let node = element.firstChild; node !== null; node = node.next) {
    if (node instanceof XmlElement) children.push(readElement(node));
    else if (node instanceof XmlText || node instanceof XmlCData || node instanceof XmlEntityReference) {
      text += node.content;
    }
  }
  const attributes = new Map<string, string>();
  let foreignAttribute: string | null = null;
  for (const attribute of element.attrs) {
    if (attribute.namespaceUri === '') attributes.set(attribute.name, attribute.value);
    else if (attribute.namespaceUri !== XSI) foreignAttribute ??= attribute.name;
  }
  return {
    name: element.name,
    namespace: element.namespaceUri,
    line: element.line,
    attributes,
    foreignAttribute,
    text,
    children,
  };
}
