import type { DataciteMetadata, Rights } from '@mintmark/datacite';
import type { FolderAttribute } from './folder-attribute.ts';
import { IN_POLYGON_POINT, POLYGON, POLYGON_POINT } from './place-rows.ts';
import { isObject, type Row } from './row.ts';
import { LOCAL_CONTEXTS, localContextsRow, rightsRow, rows } from './rows.ts';

/**
 * Writes DataCite metadata as attributes of the template, in its order.
 *
 * @param metadata a description that `validateMetadata` returned, of any level
 * @returns attributes that `toMetadata` reads as the same description. Year and identifier are left to the service.
 */
export function toAttributes(metadata: DataciteMetadata): FolderAttribute[] {
  return rows.flatMap((row) => (row === localContextsRow ? [] : writeMember(metadata, row)));
}

function writeMember(holder: object, row: Row): FolderAttribute[] {
  const value =
    row.member === null ? undefined : Object.entries(holder).find(([name]) => name === row.member)?.[1];
  if (row.repeatable)
    return Array.isArray(value) ? value.map((entry: unknown) => writeEntry(holder, entry, row)) : [];
  const written = writeEntry(holder, value, row);
  return value === undefined && written.attributes.length === 0 ? [] : [written];
}

function writeEntry(holder: object, entry: unknown, row: Row): FolderAttribute {
  if (row === POLYGON) return writePolygon(entry);
  if (!isObject(row)) {
    // What is below a plain value is kept beside it in DataCite's JSON.
    const attributes = row.attributes.flatMap((child) => writeMember(holder, child));
    return { name: row.name, value: writeValue(entry), attributes };
  }
  if (typeof entry !== 'object' || entry === null) return { name: row.name, value: '', attributes: [] };
  if (row === rightsRow && isLocalContexts(entry)) return writeEntry(holder, entry, localContextsRow);
  const own = row.own === null ? undefined : Object.entries(entry).find(([name]) => name === row.own)?.[1];
  const attributes = row.attributes.flatMap((child) => writeMember(entry, child));
  return { name: row.name, value: writeValue(own), attributes };
}

function writeValue(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** What LocalContexts reads as it is; other statements of that scheme stay plain rights. */
function isLocalContexts(statement: Rights): boolean {
  const { rightsUri, rightsIdentifierScheme, schemeUri, lang } = statement;
  const isWhole = rightsUri !== undefined && schemeUri !== undefined && lang === undefined;
  return isWhole && rightsIdentifierScheme === LOCAL_CONTEXTS.scheme;
}

function writePolygon(entries: unknown): FolderAttribute {
  const attributes = (Array.isArray(entries) ? entries : []).flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null) return [];
    const inside = writeMember(entry, IN_POLYGON_POINT);
    const corner = 'polygonPoint' in entry ? entry.polygonPoint : undefined;
    if (corner === undefined) return inside;
    const written = writeEntry(entry, corner, POLYGON_POINT);
    return [{ ...written, attributes: [...written.attributes, ...inside] }];
  });
  return { name: POLYGON.name, value: '', attributes };
}
