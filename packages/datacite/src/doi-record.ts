/** The states of a DOI at DataCite. Nothing returns to 'draft'. */
export type DoiState = 'draft' | 'registered' | 'findable';

/** What DataCite holds about one DOI. */
export type DoiRecord = {
  /** Canonical form, '10.5072/abc'. */
  doi: string;
  /** 'draft', 'registered' or 'findable'; kept as text because DataCite's model has more states. */
  state: string;
  url: string | null;
  /** When the DOI was first written to the Handle system (ISO 8601); null means it does not resolve yet. */
  registered: string | null;
  metadataVersion: number | null;
  reason: string | null;
  /** All attributes as they came, parsed but not checked. */
  attributes: Record<string, unknown>;
};

/** What one wants DataCite to hold. */
export type WantedDoi = { state: DoiState; url: string | null };

/** One way in which DataCite's record is not as wanted, with a sentence for a log or a person. */
export type DoiDifference = { what: 'state' | 'url' | 'registered'; detail: string };

/**
 * Compares what was wanted with the record that came back. DataCite answers 200 to an event it ignored and to
 * a hand-over to the Handle system that failed, so a success status alone proves neither.
 *
 * @returns the differences; an empty list when the record is as wanted.
 */
export function compareDoi(wanted: WantedDoi, record: DoiRecord): DoiDifference[] {
  const differences: DoiDifference[] = [];
  if (record.state !== wanted.state) {
    const detail = `DataCite says the DOI is ${record.state}; wanted is ${wanted.state}.`;
    differences.push({ what: 'state', detail });
  }
  if (record.url !== wanted.url) {
    const detail = `DataCite's URL is ${record.url ?? 'missing'}; wanted is ${wanted.url ?? 'none'}.`;
    differences.push({ what: 'url', detail });
  }
  const shouldResolve = record.state === 'findable' || record.state === 'registered';
  if (shouldResolve && record.registered === null) {
    const detail =
      'DataCite has not handed the DOI over to the Handle system, so it does not resolve; send it again.';
    differences.push({ what: 'registered', detail });
  }
  return differences;
}
