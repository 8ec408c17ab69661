import type { Json, JsonObject } from '../read-item.ts';

/** Reads a member that is an object, or null. */
export function objectIn(content: JsonObject, name: string): JsonObject | null {
  const value = content[name];
  return isObject(value) ? value : null;
}

/** Reads a list of objects within a container, such as `contributors.contributor`; empty where there is none. */
export function listIn(content: JsonObject, container: string, name: string): JsonObject[] {
  const list = objectIn(content, container)?.[name];
  return Array.isArray(list) ? list.filter(isObject) : [];
}

/** Reads a text, bare or wrapped as `{"value": …}`; null where there is nothing but white space. */
export function textIn(content: JsonObject | null, name: string): string | null {
  const member = content?.[name];
  const text = isObject(member) ? member.value : member;
  return typeof text === 'string' && text.trim() !== '' ? text : null;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
