/** Names of groups stand in addresses. */
export const GROUP_NAME_PATTERN = '^[a-z0-9][a-z0-9-]{0,62}$';
export const GROUP_TITLE_LIMIT = 200;
