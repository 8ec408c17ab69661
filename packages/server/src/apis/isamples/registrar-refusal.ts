import { AppError } from '../../errors.ts';
import type { Registration } from '../../modules/registration/index.ts';

/** What DataCite refused, for the client that waits: 409 where the name is taken there, 422 where the metadata is wrong. */
export function presentRegistrarRefusal(pid: string, { lastAnswer }: Registration): AppError {
  const said = lastAnswer?.detail ?? 'no reason was given';
  if (lastAnswer?.status === null) return new AppError('already-exists', said);
  const problems = lastAnswer?.errors ?? [];
  const hint = `${pid} stays reserved for you; send it again with "doi": "${pid}".`;
  return new AppError('metadata-refused', `DataCite refused it: ${said} ${hint}`, {
    problems: [
      { pointer: '/datacite_metadata', detail: `DataCite refused it: ${said} ${hint}` },
      ...problems.map(({ pointer, detail }) => ({
        pointer: `/datacite_metadata/data/attributes${toAttribute(pointer)}`,
        detail,
      })),
    ],
  });
}

/** Pointers of a registration are into an identifier record. */
function toAttribute(pointer: string): string {
  return pointer === '/target' ? '/url' : pointer.replace(/^\/metadata/, '');
}
