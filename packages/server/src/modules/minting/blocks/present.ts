import type { BlockName } from '../../pids/index.ts';
import { type PidState, pidStates } from '../../pids/index.ts';
import { citableUrl } from '../present.ts';
import type { Block } from '../store.ts';

export function presentBlock(
  block: Block,
  beside: {
    states: Partial<Record<PidState, number>>;
    owner: { id: string; name: string | null; orcid: string } | null;
  },
) {
  return {
    id: block.id,
    title: block.title,
    shoulder: block.shoulderId,
    count: block.count,
    states: Object.fromEntries(pidStates.map((state) => [state, beside.states[state] ?? 0])),
    owner: beside.owner,
    createdAt: block.createdAt.toISOString(),
    expiresAt: block.expiresAt?.toISOString() ?? null,
  };
}

export function presentName(name: Omit<BlockName, 'seq'>, publicUrl: string) {
  return {
    pid: name.pid,
    type: name.type,
    url: citableUrl(name, publicUrl),
    state: name.state,
    target: name.target,
    title: name.title,
  };
}
