import type { Condition } from './condition.ts';

/** Filters that every organisation has, under the names that DSpace's configurations use. */
export const builtInFilters: ReadonlyMap<string, { title: string; condition: Condition }> = new Map([
  ['always_true', { title: 'Every item', condition: { always: true } }],
  [
    'doi-filter',
    {
      title: 'Not withdrawn, no DOI of ours yet, at least one file',
      condition: { and: [{ withdrawn: false }, { hasDoi: false }, { files: { min: 1 } }] },
    },
  ],
]);
