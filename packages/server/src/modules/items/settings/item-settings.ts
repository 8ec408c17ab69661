/** How an organisation wants its items identified. */
export type ItemSettings = {
  organisationId: string;
  /** Null: its first open one of that type. */
  doiShoulderId: string | null;
  handleShoulderId: string | null;
  /** Whether an item gets a DOI's name when it is created in the workspace. */
  nameOnSubmission: boolean;
  /** Name of the filter that says which of those names are registered when the item is archived; null: all. */
  submissionFilter: string | null;
  /** Name of the filter that says which items are registered when they are archived; null: those PENDING. */
  archiveFilter: string | null;
  /** Whether DSpace's pages show a button that registers a DOI. */
  registerButton: boolean;
  /** The ETag; 0 while nothing was settled. */
  version: number;
};

/** What holds while nothing was settled. */
export function defaultItemSettings(organisationId: string): ItemSettings {
  return {
    organisationId,
    doiShoulderId: null,
    handleShoulderId: null,
    nameOnSubmission: false,
    submissionFilter: null,
    archiveFilter: null,
    registerButton: true,
    version: 0,
  };
}
