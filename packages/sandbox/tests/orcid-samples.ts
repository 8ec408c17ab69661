import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { XmlDocument, XmlLibError, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';

const DATA = new URL('../../../../shared/data/orcid/', import.meta.url);
const SAMPLES = new URL('samples-3.0/write_samples/', DATA);

export const hasOrcidData = existsSync(DATA);

/** `title`, with the reason when its tests are skipped. */
export function titleOf(title: string): string {
  return hasOrcidData ? title : `${title} (skipped: no ../shared/data/orcid beside the repository)`;
}

/** ORCID's samples of what clients write, as [file, text]. */
export function readSamples(): [string, string][] {
  if (!hasOrcidData) return [];
  return readdirSync(SAMPLES)
    .sort()
    .map((file) => [file, readFileSync(new URL(file, SAMPLES), 'utf8')]);
}

const XSD_FILES: Readonly<Record<string, string>> = {
  'external-identifier': 'record_3.0/person-external-identifier-3.0.xsd',
  'group-id': 'group-id-3.0/group-id-3.0.xsd',
  notification: 'notification_3.0/notification-permission-3.0.xsd',
};

const validators = new Map<string, XsdValidator>();

/** What ORCID's XML Schema of a document's namespace has against it; [] when it is valid. */
export function listSchemaProblems(xml: string): string[] {
  const prefix = /<([a-z-]+):/.exec(xml)?.[1] ?? '';
  let validator = validators.get(prefix);
  if (validator === undefined) {
    xmlRegisterFsInputProviders();
    const path = fileURLToPath(
      new URL(`xsd-3.0/${XSD_FILES[prefix] ?? `record_3.0/${prefix}-3.0.xsd`}`, DATA),
    );
    validator = XsdValidator.fromDoc(XmlDocument.fromBuffer(readFileSync(path), { url: path }));
    validators.set(prefix, validator);
  }
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

/**
 * Everything that a document of one item states, found without the registry's own reader: a line for each element
 * that holds text and each attribute, in the order of the document.
 */
export function listStatements(xml: string): string[] {
  const lines: string[] = [];
  const path: string[] = [];
  const marks = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<(\/?)([\w-]+):([\w-]+)((?:\s+[^<>]*?)?)(\/?)>([^<]*)/g;
  for (const [whole, closing, , name = '', attributes = '', empty, text = ''] of xml.matchAll(marks)) {
    if (whole.startsWith('<!') || whole.startsWith('<?')) continue;
    if (closing === '/') {
      path.pop();
      continue;
    }
    path.push(name);
    for (const [, key, value] of attributes.matchAll(/\s([\w:-]+)="([^"]*)"/g)) {
      if (key !== undefined && !key.includes(':') && key !== 'xmlns')
        lines.push(`${path.join('/')}@${key}=${value}`);
    }
    if (text.trim() !== '') lines.push(`${path.join('/')}=${text.trim()}`);
    if (empty === '/') path.pop();
  }
  return lines;
}
