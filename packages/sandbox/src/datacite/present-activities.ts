import type { DoiRecord, Json } from './record.ts';

/** The audit trail of a DOI, newest first, in DataCite's PROV terms. */
export function presentActivities({ doi, activities }: DoiRecord): Json {
  const data = activities
    .map((activity, index) => ({
      id: activity.id,
      type: 'activities',
      attributes: {
        'prov:wasGeneratedBy': `https://api.datacite.org/activities/${activity.id}`,
        'prov:generatedAtTime': activity.at,
        'prov:wasDerivedFrom': `https://doi.org/${doi}`,
        'prov:wasAttributedTo': `https://api.datacite.org/repositories/${activity.repositoryId}`,
        action: activity.action,
        version: index + 1,
        changes: activity.changes,
      },
    }))
    .reverse();
  return { data, meta: { total: data.length, totalPages: data.length === 0 ? 0 : 1, page: 1 } };
}
