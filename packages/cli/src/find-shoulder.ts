import type { MintmarkClient } from '@mintmark/client';
import { RefusedError } from './failures.ts';

/**
 * The id of a shoulder that is named by its id or prefix. A token that may mint, but not read, can do without the list
 * when it is given an id.
 * @throws RefusedError when there is none or more than one
 */
export async function findShoulder(client: MintmarkClient, wanted: string): Promise<string> {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(wanted)) return wanted;
  const shoulders = await client.listShoulders();
  const prefix = wanted.replace(/^(?:ark:\/?|doi:)/i, '').toLowerCase();
  const found = shoulders.filter((each) => each.id === wanted || each.prefix.toLowerCase() === prefix);
  const [first, second] = found;
  if (first === undefined) {
    const known = shoulders.map((each) => each.prefix).join(', ');
    throw new RefusedError(
      `There is no shoulder ${wanted} that you may mint under. There is: ${known || 'none'}`,
    );
  }
  if (second !== undefined) {
    const ids = found.map(({ id, type, organisation }) => `${id} (${type}, ${organisation})`).join(', ');
    throw new RefusedError(`More than one shoulder is ${wanted}. Give an id: ${ids}`);
  }
  return first.id;
}
