import type { PidType } from '../../pids/index.ts';

/** The types as people choose them. */
export const typeNames: Record<PidType, { name: string; meaning: string }> = {
  doi: { name: 'DOI', meaning: 'for data, software and texts that are cited' },
  igsn: { name: 'IGSN ID', meaning: 'for material samples; a DOI with the description of a sample' },
  ark: { name: 'ARK', meaning: 'for anything, also before it is published; led on by this service' },
  handle: { name: 'Handle', meaning: 'numbers that this service leads on; for internal collections' },
};
