import { create } from 'xmlbuilder2';
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js';
import { messageShapes } from './message-shapes.ts';
import { readJson } from './read-json.ts';
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

const XMLNS = 'http://www.w3.org/2000/xmlns/';

type Members = Record<string, unknown>;

/**
 * Writes a message as XML, elements in the order of the XSD, in UTF-8.
 *
 * @param name the root element with ORCID's usual prefix, such as `work:work`.
 * @param message ORCID's JSON of it.
 * Throws `TypeError` with a sentence when the message cannot be written: members that v3.0 does not know, values of
 * another type, control characters. What ORCID would refuse for its meaning is written nevertheless: see `checkItem`.
 */
export function messageToXml(name: string, message: object): string {
  const shape = messageShapes.get(name);
  if (shape === undefined) throw new TypeError(`ORCID's v3.0 knows no message "${name}".`);
  const read = readJson(shape, message, false);
  const [problem] = read.problems;
  if (problem !== undefined) throw new TypeError(`${problem.detail} (${problem.pointer || '/'})`);
  const document = create({ version: '1.0', encoding: 'UTF-8' });
  const root = document.ele(namespaceOf(name), name);
  for (const prefix of findPrefixes(shape)) {
    root.att(XMLNS, `xmlns:${prefix}`, namespaceOf(`${prefix}:`));
  }
  writeObject(root, shape, read.message);
  return document.end();
}

/** The prefixes of all elements that a message may have, so that the root declares them once. */
function findPrefixes(shape: Shape, found = new Set<string>()): Set<string> {
  if (shape.kind !== 'object') return found;
  for (const child of shape.children) {
    const inner = child.kind === 'choice' ? child.of : [child];
    for (const each of inner) {
      found.add(each.name.slice(0, each.name.indexOf(':')));
      findPrefixes(each.shape, found);
    }
  }
  return found;
}

function writeObject(parent: XMLBuilder, shape: ObjectShape, message: Members): void {
  writeAttributes(parent, shape.attributes ?? {}, message);
  for (const child of shape.children) {
    const value = message[memberOf(child)];
    if (value !== undefined) writeChild(parent, child, value);
  }
}

function writeChild(parent: XMLBuilder, child: Child, value: unknown): void {
  if (child.kind === 'one') {
    writeElement(parent, child.name, child.shape, value);
    return;
  }
  const entries = value as unknown[];
  if (child.kind === 'choice') {
    for (const entry of entries as Members[]) {
      const chosen = child.of.find(({ name }) => entry[localName(name)] !== undefined);
      if (chosen !== undefined) {
        writeElement(parent, chosen.name, chosen.shape, entry[localName(chosen.name)]);
      }
    }
    return;
  }
  const list = child.wrapper === undefined ? parent : parent.ele(namespaceOf(child.wrapper), child.wrapper);
  for (const entry of entries) writeElement(list, child.name, child.shape, entry);
}

function writeElement(parent: XMLBuilder, name: string, shape: Shape, value: unknown): void {
  const element = parent.ele(namespaceOf(name), name);
  switch (shape.kind) {
    case 'text':
      writeText(element, writeScalar(shape.scalar, value, shape.inXml));
      return;
    case 'value': {
      const wrapped = value as Members;
      writeAttributes(element, shape.attributes ?? {}, wrapped);
      writeText(element, writeScalar(shape.scalar, wrapped.value));
      return;
    }
    case 'object':
      writeObject(element, shape, value as Members);
      return;
    default:
      shape satisfies never;
  }
}

function writeAttributes(
  element: XMLBuilder,
  attributes: Readonly<Record<string, TextShape>>,
  message: Members,
): void {
  for (const [name, shape] of Object.entries(attributes)) {
    const value = message[name];
    if (value === undefined) continue;
    element.att(name, escapeAmpersands(writeScalar(shape.scalar, value, shape.inXml)));
  }
}

function writeText(element: XMLBuilder, text: string): void {
  if (text !== '') element.txt(escapeAmpersands(text));
}

/**
 * The library takes what looks like an escape, such as the text '&lt;', for one, and escapes any other ampersand. Line
 * ends are what every reader of XML makes of them.
 */
function escapeAmpersands(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll(/\r\n?/g, '\n');
}

function writeScalar(scalar: Scalar, value: unknown, inXml: TextShape['inXml'] = {}): string {
  if (scalar === 'moment') return new Date(value as number).toISOString();
  const written = String(value);
  return Object.hasOwn(inXml, written) ? (inXml[written] ?? written) : written;
}
