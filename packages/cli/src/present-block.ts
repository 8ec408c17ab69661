import type { Block } from '@mintmark/client';
import { formatTime } from './present.ts';
import { formatFacts, formatTable } from './table.ts';

export function formatBlock(block: Block): string {
  return formatFacts([
    ['Block', block.id],
    ['Title', block.title],
    ['Names', String(block.count)],
    ['Now', describeStates(block)],
    ['Owner', block.owner === null ? null : (block.owner.name ?? block.owner.orcid)],
    ['Reserved', formatTime(block.createdAt)],
    ['Ends', block.expiresAt === null ? 'never' : formatTime(block.expiresAt)],
  ]);
}

export function formatBlockList(blocks: readonly Block[], columns: number | null): string {
  return formatTable(
    ['Block', 'Reserved', 'Ends', 'Names', 'Now', 'Title'],
    blocks.map((block) => [
      block.id,
      formatTime(block.createdAt),
      block.expiresAt === null ? 'never' : formatTime(block.expiresAt),
      String(block.count),
      describeStates(block),
      block.title ?? '',
    ]),
    columns,
  );
}

function describeStates({ states }: Block): string {
  const found = Object.entries(states).filter(([, count]) => Number(count) > 0);
  return found.map(([state, count]) => `${count} ${state}`).join(', ') || 'none left';
}
