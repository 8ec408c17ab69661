import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { XmlDocument, XmlElement, XmlLibError, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';

/** ORCID's schemas, samples and tables, kept beside the repository. */
const DATA = new URL('../../../../shared/data/orcid/', import.meta.url);

export const hasOrcidData = existsSync(DATA);

/** @returns `title`, with the reason when its tests are skipped. */
export function titleOf(title: string): string {
  return hasOrcidData ? title : `${title} (skipped: no ../shared/data/orcid beside the repository)`;
}

/** @returns ORCID's sample messages as [file name, text]. */
export function readSamples(extension: '.json' | '.xml'): [string, string][] {
  if (!hasOrcidData) return [];
  const folder = new URL('samples-3.0/write_samples/', DATA);
  return readdirSync(folder)
    .filter((name) => name.endsWith(extension))
    .sort()
    .map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]);
}

/** @returns a table of facts, parsed. */
export function readTable(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, DATA), 'utf8'));
}

/** @returns the values of an enumeration of the XSD's common types. */
export function readXsdEnumeration(type: string): string[] {
  const xsd = readFileSync(new URL('xsd-3.0/common_2.1/common-2.1.xsd', DATA), 'utf8');
  const body = new RegExp(`<xs:simpleType name="${type}">(.*?)</xs:simpleType>`, 's').exec(xsd)?.[1] ?? '';
  return [...body.matchAll(/enumeration\s+value="([^"]*)"/g)].map((match) => match[1] ?? '');
}

const validators = new Map<string, XsdValidator>();

/** Lists what the XSD has against a message; [] when it is valid. `name` is the root element, as `work:work`. */
export function listViolations(name: string, xml: string): string[] {
  const validator = loadSchema(schemaOf(name));
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
}

function schemaOf(name: string): string {
  const prefix = name.slice(0, name.indexOf(':'));
  if (prefix === 'group-id') return 'group-id-3.0/group-id-3.0.xsd';
  if (prefix === 'notification') return 'notification_3.0/notification-permission-3.0.xsd';
  const file = prefix === 'external-identifier' ? 'person-external-identifier' : prefix;
  return `record_3.0/${file}-3.0.xsd`;
}

function loadSchema(file: string): XsdValidator {
  const loaded = validators.get(file);
  if (loaded !== undefined) return loaded;
  xmlRegisterFsInputProviders();
  const path = fileURLToPath(new URL(`xsd-3.0/${file}`, DATA));
  const validator = XsdValidator.fromDoc(XmlDocument.fromBuffer(readFileSync(path), { url: path }));
  validators.set(file, validator);
  return validator;
}

/** Everything that an XML message states, found without our own reader: one line for each attribute and text. */
export function listXmlStatements(xml: string): string[] {
  const document = XmlDocument.fromString(xml);
  try {
    return listElement(document.root, '');
  } finally {
    document.dispose();
  }
}

function listElement(element: XmlElement, parent: string): string[] {
  const path = `${parent}/{${element.namespaceUri}}${element.name}`;
  const statements: string[] = [];
  for (const attribute of element.attrs) {
    if (attribute.name !== 'schemaLocation') statements.push(`${path}@${attribute.name}=${attribute.value}`);
  }
  let hasChildren = false;
  for (let node = element.firstChild; node !== null; node = node.next) {
    if (!(node instanceof XmlElement)) continue;
    hasChildren = true;
    statements.push(...listElement(node, path));
  }
  if (!hasChildren) statements.push(`${path}=${element.content}`);
  return statements;
}

/**
 * Everything that a JSON message states: one line for each text, number and flag. Nulls and empty lists state nothing,
 * and a text says the same bare or in a wrapper, as some samples have it one way and some the other.
 */
export function listJsonStatements(json: unknown, path = ''): string[] {
  if (json === null || json === undefined) return [];
  if (typeof json !== 'object') return [`${path.replace(/\/value$/, '')}=${json}`];
  return Object.entries(json)
    .flatMap(([member, value]) => listJsonStatements(value, `${path}/${member}`))
    .sort();
}
