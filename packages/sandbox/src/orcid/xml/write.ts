import { findMessage } from './message-shapes.ts';
import {
  type Attribute,
  type ComplexShape,
  type ElementRef,
  type Member,
  namespaceOf,
  type TextShape,
} from './shape.ts';

type Json = Record<string, unknown>;

/**
 * Writes a message that has JSON's shape as XML, in the order of the XSD. Members that are null or absent are left
 * out, and so are members that XML has no place for. An optional text that the XSD forbids is left out too: the
 * address of an iD where the stand-in is not at orcid.org, which leaves its path and host.
 */
export function writeXml(name: string, value: object): string {
  const element = findMessage(name);
  const prefixes = new Set<string>();
  const body = writeElement(element, value, prefixes, '');
  const namespaces = [...prefixes].map((prefix) => ` xmlns:${prefix}="${namespaceOf(prefix)}"`).join('');
  const declared = body.replace(`<${element.name}`, `<${element.name}${namespaces}`);
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${declared}`;
}

function writeElement(element: ElementRef, value: unknown, prefixes: Set<string>, indent: string): string {
  const { name, shape } = element;
  const isText = shape.type === 'text';
  if (isText && !mayWrite(shape, value)) return '';
  prefixes.add(name.slice(0, name.indexOf(':')));
  const attributes = writeAttributes(shape.attributes, value);
  const content = isText
    ? escapeXml(textOf(shape, value))
    : writeMembers(shape, value, prefixes, `${indent}  `);
  const end = isText || content === '' ? '' : indent;
  if (content === '') return `${indent}<${name}${attributes}/>\n`;
  return `${indent}<${name}${attributes}>${isText ? '' : '\n'}${content}${end}</${name}>\n`;
}

function writeMembers(shape: ComplexShape, value: unknown, prefixes: Set<string>, indent: string): string {
  if (!isObject(value)) return '';
  return shape.members.map((member) => writeMember(member, value, prefixes, indent)).join('');
}

function writeMember(member: Member, parent: Json, prefixes: Set<string>, indent: string): string {
  if (member.as === 'choice-list') {
    return listOf(parent[member.json])
      .map((entry) => {
        const [key = ''] = Object.keys(entry);
        const element = member.elements[key];
        return element === undefined ? '' : writeElement(element, entry[key], prefixes, indent);
      })
      .join('');
  }
  const element = member.elements[member.json];
  if (element === undefined) return '';
  if (member.as === 'spread') return writeElement(element, parent, prefixes, indent);
  const value = parent[member.json];
  if (value === undefined || value === null) return '';
  const values = member.as === 'list' ? (Array.isArray(value) ? value : []) : [value];
  return values.map((each) => writeElement(element, each, prefixes, indent)).join('');
}

function writeAttributes(known: readonly Attribute[], value: unknown): string {
  if (!isObject(value)) return '';
  return known
    .filter(({ name }) => value[name] !== undefined && value[name] !== null)
    .map(({ name }) => ` ${name}="${escapeXml(String(value[name])).replaceAll('"', '&quot;')}"`)
    .join('');
}

function mayWrite(shape: TextShape, value: unknown): boolean {
  const bare = isObject(value) ? value.value : value;
  if (bare === undefined || bare === null) return false;
  return shape.pattern === null || shape.pattern.test(String(bare));
}

function textOf(shape: TextShape, value: unknown): string {
  const bare = isObject(value) ? value.value : value;
  if (shape.json === 'time') return new Date(Number(bare)).toISOString();
  return shape.inXml[String(bare)] ?? String(bare);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML 1.0 section 2.2 has no place for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

function escapeXml(text: string): string {
  return text
    .replace(FORBIDDEN, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
