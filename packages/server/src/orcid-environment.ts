/** The registries that an iD can come from. An iD is always kept together with its environment. */
export const orcidEnvironmentNames = ['production', 'sandbox', 'stand-in'] as const;
export type OrcidEnvironmentName = (typeof orcidEnvironmentNames)[number];
