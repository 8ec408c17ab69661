import type { CompiledIdentifier, CompiledScheme } from '../../anchors/compile-scheme.ts';
import { readAnchor } from '../../anchors/read-anchor.ts';
import { readValue } from '../../anchors/read-value.ts';
import { messages } from './messages.ts';
import type { FieldError } from './rules.ts';

/**
 * What is wrong about an identifier, in release 4's places and words, with the reason besides.
 * @param segments names and values in turn
 */
export function findAnchorMistakes(scheme: CompiledScheme, segments: readonly string[]): FieldError[] {
  const [name = '', value = '', ...qualifiers] = segments;
  const key = scheme.identifiers.get(name);
  if (key?.definition.type !== 'I') {
    return [{ field: 'primary', message: messages.primaryIdentifierNotFound(name) }];
  }
  const mistakes: FieldError[] = [];
  const unknown: FieldError[] = [];
  const check = (field: string, identifier: CompiledIdentifier, text: string): void => {
    const read = readValue(scheme, identifier, text);
    if (!read.ok) mistakes.push({ field, message: messages.invalidValue, detail: read.problem.message });
  };
  check('identificationKey', key, value);
  for (let at = 0; at < qualifiers.length; at += 2) {
    const [called = '', text = ''] = qualifiers.slice(at);
    const qualifier = scheme.identifiers.get(called);
    const isOfKey = key.sequences.some((each) => each.includes(qualifier?.definition.ai ?? called));
    if (qualifier === undefined || !isOfKey) {
      unknown.push({ field: 'qualifiers', message: messages.qualifierNotFound(called) });
    } else check('qualifierPath', qualifier, text);
  }
  if (mistakes.length + unknown.length > 0) {
    const isKey = ({ field }: FieldError): boolean => field === 'identificationKey';
    return [...mistakes.filter(isKey), ...unknown, ...mistakes.filter((each) => !isKey(each))];
  }
  // What release 4 does not look at: the order of qualifiers, and each of them once.
  const read = readAnchor(scheme, segments);
  return read.ok
    ? []
    : [{ field: 'qualifierPath', message: messages.invalidValue, detail: read.problem.message }];
}
