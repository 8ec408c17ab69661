import { messageFromXml } from './read-xml.ts';
import { messageToXml } from './write-xml.ts';

/** The two ways ORCID writes a message. */
export type MessageFormat = 'json' | 'xml';

export const MEDIA_TYPES: Readonly<Record<MessageFormat, string>> = {
  json: 'application/vnd.orcid+json',
  xml: 'application/vnd.orcid+xml',
};

/**
 * Writes a message in the format asked for.
 *
 * @param name the root element, such as `work:work`; JSON does not say it.
 */
export function writeMessage(format: MessageFormat, name: string, message: object): string {
  return format === 'xml' ? messageToXml(name, message) : JSON.stringify(message);
}

/** Reads a message as ORCID's JSON; null when the text is none. */
export function readMessage(format: MessageFormat, text: string): object | null {
  if (format === 'xml') {
    const read = messageFromXml(text);
    return read.ok ? read.message : null;
  }
  try {
    const message: unknown = JSON.parse(text);
    return typeof message === 'object' ? message : null;
  } catch {
    return null;
  }
}

/** Reads what came with a refusal: ORCID's error in either format, OAuth's JSON, or whatever text it is. */
export function readErrorBody(text: string): unknown {
  const format = text.trimStart().startsWith('<') ? 'xml' : 'json';
  return readMessage(format, text) ?? text;
}
