import type { DataciteMetadata } from '@mintmark/datacite';
import type { Item } from '../item.ts';

/** A version of a work, as far as its relations and the work's concept DOI need it. */
export type VersionFacts = {
  itemId: string;
  number: number;
  state: Item['state'];
  /** Its DOI, if that is announced or being registered; null for none, and for one that is only reserved. */
  doi: string | null;
  metadata: DataciteMetadata;
};

export type WorkFacts = {
  id: string;
  organisationId: string;
  /** The concept DOI with its state; null where the organisation had no DOI shoulder. */
  concept: { pid: string; state: 'reserved' | 'registered' | 'public' | 'withdrawn' } | null;
  /** By number. */
  versions: readonly VersionFacts[];
};
