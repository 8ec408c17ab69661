/** The pages of an organisation's administrators about ORCID, in the order of their tabs. */
const tabs = [
  ['credentials', 'Credentials'],
  ['people', 'People'],
  ['invitations', 'Invitations'],
  ['deposits', 'Written to records'],
  ['differences', 'Differences'],
  ['batches', 'Batches'],
  ['log', 'Log'],
  ['exports', 'Exports'],
] as const;
export type ManageTab = (typeof tabs)[number][0];

/** Where a page of an organisation's administrators is. */
export function managePath(slug: string, tab: ManageTab): string {
  return `/app/orcid/manage/${slug}/${tab}`;
}

/** What the view `orcid-manage-tabs` shows above each of these pages. */
export function presentTabs(
  slug: string,
  current: ManageTab,
): { name: string; href: string; current: boolean }[] {
  return tabs.map(([tab, name]) => ({ name, href: managePath(slug, tab), current: tab === current }));
}
