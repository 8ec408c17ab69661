import type { RequestType } from '../request.ts';

/** The ways that a folder goes: into staging, into the curated area, back to where it was. */
export const pipelines = ['staging', 'publishing', 'returning'] as const;
export type Pipeline = (typeof pipelines)[number];

/** The steps of each pipeline in their order; requests.md section 5.1. */
export const steps = {
  staging: [
    'lock',
    'reserve-name',
    'snapshot',
    'move',
    'verify-manifest',
    'set-permissions',
    'verify-permissions',
    'unlock',
  ],
  publishing: [
    'freeze',
    'check',
    'verify-bytes',
    'snapshot',
    'reserve-identifier',
    'await-draft',
    'move',
    'verify-manifest',
    'write-attributes',
    'open-permissions',
    'verify-permissions',
    'store-manifest',
    'publish',
    'read-back',
    'complete',
  ],
  returning: ['close', 'release-identifier', 'relocate', 'lift-seal', 'release-name', 'finish'],
} as const satisfies Record<Pipeline, readonly string[]>;

export type StepOf<P extends Pipeline> = (typeof steps)[P][number];
export type StepName = StepOf<Pipeline>;

/** What only a registrar can answer; nobody outside knows of an ARK. */
const OF_A_REGISTRAR: ReadonlySet<StepName> = new Set(['await-draft', 'read-back']);

/** The steps that a request of this type goes through. */
export function stepsFor(type: RequestType, pipeline: Pipeline): readonly StepName[] {
  const all: readonly StepName[] = steps[pipeline];
  return type === 'DOI' ? all : all.filter((step) => !OF_A_REGISTRAR.has(step));
}
