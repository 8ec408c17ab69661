import { type DataciteMetadata, kernelProperties } from '@mintmark/datacite';

/** The properties that a path may begin with. */
const PROPERTIES: ReadonlySet<string> = new Set(kernelProperties);

const PATH = /^[A-Za-z]{1,40}(?:\/[A-Za-z]{1,40}){0,5}$/;

/** What is wrong with a path into DataCite's JSON, such as `titles/title`; null for nothing. */
export function findPathProblem(path: string): string | null {
  if (!PATH.test(path))
    return 'Give names of members with “/” between them, such as titles/title; six at most.';
  const [property = ''] = path.split('/');
  return PROPERTIES.has(property) ? null : `DataCite’s metadata has no property ${property}.`;
}

/** The texts and numbers at a path, as texts; lists on the way are looked through. */
export function readValues(metadata: DataciteMetadata, path: string): string[] {
  let reached: unknown[] = [metadata];
  for (const name of path.split('/')) {
    reached = reached.flatMap((value) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? [(value as Record<string, unknown>)[name]].flat()
        : [],
    );
  }
  return reached.flatMap((value) =>
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? [String(value)]
      : [],
  );
}
