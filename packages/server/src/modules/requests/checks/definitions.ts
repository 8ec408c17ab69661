import type { CheckDefinition } from './check.ts';

/** The checklist, in the order in which a curator works through it. */
export const checkDefinitions: readonly CheckDefinition[] = [];
