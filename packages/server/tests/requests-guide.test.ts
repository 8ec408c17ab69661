import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { requestChecks } from '../src/modules/requests/creating/request-problem.ts';
import { moves, stateLabels } from '../src/modules/requests/moves.ts';

const guide = new URL('../../../docs/permanent-id-requests.md', import.meta.url);

const code = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ');

function writeMoves(): string {
  const rows = Object.entries(moves).map(([move, { who, from, to }]) => {
    const wherever = from.length === Object.keys(stateLabels).length ? 'any' : code(from);
    return `| \`${move}\` | ${who.join(', ')} | ${wherever} | ${to === 'same' ? 'stays' : to} |`;
  });
  return ['| move | who | from | to |', '|---|---|---|---|', ...rows].join('\n');
}

test('the guide has the table of moves as the service has it', async () => {
  const text = await readFile(guide, 'utf8');
  const shown = /<!-- moves -->\n([\s\S]*?)\n<!-- \/moves -->/.exec(text)?.[1];
  expect(shown).toBe(writeMoves());
});

test('the guide names every state with its status, and every check', async () => {
  const text = await readFile(guide, 'utf8');
  for (const [state, label] of Object.entries(stateLabels))
    expect(text).toContain(`| \`${state}\` | ${label} |`);
  for (const check of requestChecks) expect(text).toContain(`| \`${check}\` |`);
});
