import type { Static } from 'typebox';
import type { Fields } from '../item.ts';
import type { Container } from './container.ts';
import type { ChangeContainerBody } from './schema.ts';

/** A container as the API shows it. */
export function presentContainer(
  container: Container,
  beside: { organisation: string; handle: string | null },
) {
  const { type, name, version, parentId } = container;
  return {
    uuid: container.id,
    type,
    name,
    organisation: beside.organisation,
    community: parentId,
    handle: beside.handle,
    metadata: Object.fromEntries(
      Object.entries(container.metadata).map(([field, values]) => [
        field,
        values.map((value) => ({ ...value })),
      ]),
    ),
    version,
    createdAt: container.createdAt.toISOString(),
    updatedAt: container.updatedAt.toISOString(),
  };
}

/** Fields with what a value may leave out filled in. */
export function readFieldsInput(input: Static<typeof ChangeContainerBody>['metadata']): Fields | undefined {
  if (input === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(input).map(([field, values]) => [
      field,
      values.map(({ value, language = null, authority = null, confidence = -1 }) => ({
        value,
        language,
        authority,
        confidence,
      })),
    ]),
  );
}
