import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { XmlDocument, XmlElement, XmlLibError, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';

/** DataCite's schemas and examples, kept beside the repository: their licence does not let us ship them. */
const DATA = new URL('../../../../shared/data/datacite/', import.meta.url);

export const hasDataciteData = existsSync(DATA);

const SKIPPED = 'skipped: no ../shared/data/datacite beside the repository';

/** @returns `title`, with the reason when its tests are skipped. */
export function titleOf(title: string): string {
  return hasDataciteData ? title : `${title} (${SKIPPED})`;
}

/** @returns DataCite's example documents as [path, text]. */
export function readExamples(): [string, string][] {
  if (!hasDataciteData) return [];
  const folder = new URL('examples-xml/', DATA);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.xml'))
    .sort()
    .map((path) => [path, readFileSync(new URL(path, folder), 'utf8')]);
}

/** @returns a function that lists what the XSD of kernel 4.7 has against a document; [] when it is valid. */
export function loadSchema(): (xml: string) => string[] {
  xmlRegisterFsInputProviders();
  const path = fileURLToPath(new URL('xsd/kernel-4.7/metadata.xsd', DATA));
  const schema = XmlDocument.fromBuffer(readFileSync(path), { url: path });
  const validator = XsdValidator.fromDoc(schema);
  return (xml) => {
    const document = XmlDocument.fromString(xml);
    try {
      validator.validate(document);
      return [];
    } catch (error) {
      if (!(error instanceof XmlLibError)) throw error;
      return error.details.map(({ message, line }) => `line ${line}: ${message.trim()}`);
    } finally {
      document.dispose();
    }
  };
}

/**
 * Everything a document states, found without our own reader: one line for each attribute and each text, sorted,
 * since the order of elements in the root means nothing. Empty elements state nothing. White space and the
 * spelling of numbers and DOIs are evened out.
 */
export function listStatements(xml: string): string[] {
  const document = XmlDocument.fromString(xml);
  try {
    return listElement(document.root, '').sort();
  } finally {
    document.dispose();
  }
}

function listElement(element: XmlElement, parent: string): string[] {
  const path = `${parent}/${element.name}`;
  const statements: string[] = [];
  for (const attribute of element.attrs) {
    if (attribute.name !== 'schemaLocation')
      statements.push(`${path}@${attribute.name}=${even(attribute.value)}`);
  }
  let hasChildren = false;
  for (let node = element.firstChild; node !== null; node = node.next) {
    if (!(node instanceof XmlElement)) continue;
    hasChildren = true;
    statements.push(...listElement(node, path));
  }
  const text = even(element.content);
  if (!hasChildren && text !== '') statements.push(`${path}=${text}`);
  return statements;
}

function even(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (/^-?\d+\.\d+$/.test(line)) return String(Number(line));
  return line.startsWith('10.') ? line.toLowerCase() : line;
}
