import { findMessage } from './message-shapes.ts';
import {
  type Attribute,
  type ComplexShape,
  type ElementRef,
  localName,
  type Member,
  namespaceOf,
  type Shape,
  type TextShape,
} from './shape.ts';
import { parseXml, type XmlNode } from './tree.ts';

type Json = Record<string, unknown>;
type ReadResult = { ok: true; value: Json } | { ok: false; detail: string };

/**
 * Reads one message from XML into the shape that JSON has, with the members that the document names only.
 * As strict as validation against the XSD: unknown elements and attributes, a wrong order, missing elements, text
 * that is too long and numbers that are none are refused with the line. Enumerations are left to the rules of items,
 * which have codes of their own; visibility is not.
 */
export function readXml(expected: string, xml: string): ReadResult {
  const parsed = parseXml(xml);
  if (!parsed.ok) return parsed;
  const element = findMessage(expected);
  if (!isNamed(parsed.root, element.name)) {
    return {
      ok: false,
      detail: `The document element is "${parsed.root.name}" of "${parsed.root.namespace}", expected "${element.name}".`,
    };
  }
  try {
    return { ok: true, value: readValue(parsed.root, element.shape) as Json };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ok: false, detail: error.message };
  }
}

class Refusal extends Error {}

function refuse(node: XmlNode, sentence: string): never {
  throw new Refusal(`Line ${node.line}: ${sentence}`);
}

function readValue(node: XmlNode, shape: Shape): unknown {
  return shape.type === 'text' ? readText(node, shape) : readComplex(node, shape);
}

function readText(node: XmlNode, shape: TextShape): unknown {
  const [child] = node.children;
  if (child !== undefined) refuse(child, `Element "${child.name}" is not allowed in "${node.name}".`);
  const attributes = readAttributes(node, shape.attributes);
  const { text } = node;
  if (shape.filled && text.trim() === '') refuse(node, `Element "${node.name}" must not be empty.`);
  if (shape.longest !== null && [...text].length > shape.longest) {
    refuse(node, `Element "${node.name}" is longer than ${shape.longest} characters.`);
  }
  if (shape.pattern !== null && !shape.pattern.test(text)) {
    refuse(node, `"${text}" is not a value of element "${node.name}".`);
  }
  switch (shape.json) {
    case 'wrapped':
      return { value: text, ...attributes };
    case 'plain':
      return Object.entries(shape.inXml).find(([, inXml]) => inXml === text)?.[0] ?? text;
    case 'integer':
      return readInteger(node, node.name, text);
    case 'boolean':
      return readBoolean(node, node.name, text);
    case 'time':
      return { value: readTime(node, text) };
    default:
      return shape.json satisfies never;
  }
}

function readComplex(node: XmlNode, shape: ComplexShape): Json {
  if (node.text.trim() !== '') refuse(node, `Element "${node.name}" must not hold text.`);
  const value: Json = readAttributes(node, shape.attributes);
  for (const { as, json } of shape.members) if (as === 'list' || as === 'choice-list') value[json] = [];
  let position = 0;
  let count = 0;
  for (const child of node.children) {
    let found: string | null = null;
    for (; position < shape.members.length; position += 1, count = 0) {
      const member = memberAt(shape, position);
      found = findElement(child, member);
      if (found !== null && count < member.most) break;
      found = null;
      if (member.required && count === 0) {
        refuse(child, `Element "${child.name}" is not expected, "${nameOf(member)}" is.`);
      }
    }
    if (found === null) refuse(child, `Element "${child.name}" is not expected in "${node.name}" here.`);
    const member = memberAt(shape, position);
    count += 1;
    put(value, member, found, readValue(child, elementOf(member, found).shape));
  }
  for (; position < shape.members.length; position += 1, count = 0) {
    const member = memberAt(shape, position);
    if (member.required && count === 0) refuse(node, `Element "${node.name}" lacks "${nameOf(member)}".`);
  }
  return value;
}

function put(value: Json, member: Member, found: string, content: unknown): void {
  switch (member.as) {
    case 'single':
      value[member.json] = content;
      return;
    case 'spread':
      Object.assign(value, content);
      return;
    case 'list':
      value[member.json] = [...listOf(value[member.json]), content];
      return;
    case 'choice-list':
      value[member.json] = [...listOf(value[member.json]), { [found]: content }];
      return;
    default:
      member.as satisfies never;
  }
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function readAttributes(node: XmlNode, known: readonly Attribute[]): Json {
  if (node.foreignAttribute !== null) {
    refuse(node, `Attribute "${node.foreignAttribute}" is not allowed on "${node.name}".`);
  }
  const value: Json = {};
  for (const [name, text] of node.attributes) {
    const attribute = known.find((each) => each.name === name);
    if (attribute === undefined) refuse(node, `Attribute "${name}" is not allowed on "${node.name}".`);
    if (attribute.values !== null && !attribute.values.includes(text)) {
      refuse(node, `"${text}" is not a value of attribute "${name}".`);
    }
    value[name] =
      attribute.json === 'integer'
        ? readInteger(node, name, text)
        : attribute.json === 'boolean'
          ? readBoolean(node, name, text)
          : text;
  }
  for (const { name, required } of known) {
    if (required && !node.attributes.has(name)) {
      refuse(node, `Element "${node.name}" lacks the attribute "${name}".`);
    }
  }
  return value;
}

function readInteger(node: XmlNode, name: string, text: string): number {
  const number = Number(text.trim());
  if (!/^[+-]?\d+$/.test(text.trim()) || !Number.isSafeInteger(number)) {
    refuse(node, `"${text}" in "${name}" is not an integer.`);
  }
  return number;
}

function readBoolean(node: XmlNode, name: string, text: string): boolean {
  const word = text.trim();
  if (word === 'true' || word === '1') return true;
  if (word === 'false' || word === '0') return false;
  return refuse(node, `"${text}" in "${name}" is neither true nor false.`);
}

const DATE_TIME = /^-?\d{4,}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?$/;

function readTime(node: XmlNode, text: string): number {
  const time = Date.parse(text.trim());
  if (!DATE_TIME.test(text.trim()) || Number.isNaN(time)) {
    refuse(node, `"${text}" in "${node.name}" is not a date and time.`);
  }
  return time;
}

function memberAt(shape: ComplexShape, position: number): Member {
  const member = shape.members[position];
  if (member === undefined) throw new RangeError(`No member ${position}.`);
  return member;
}

function findElement(node: XmlNode, member: Member): string | null {
  return Object.keys(member.elements).find((key) => isNamed(node, elementOf(member, key).name)) ?? null;
}

function elementOf(member: Member, key: string): ElementRef {
  const element = member.elements[key];
  if (element === undefined) throw new RangeError(`No element ${key}.`);
  return element;
}

function nameOf(member: Member): string {
  return Object.values(member.elements)
    .map(({ name }) => name)
    .join('" or "');
}

function isNamed(node: XmlNode, name: string): boolean {
  const prefix = name.slice(0, name.indexOf(':'));
  return node.name === localName(name) && node.namespace === namespaceOf(prefix);
}
