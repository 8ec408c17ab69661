/** The states of a registration in DSpace's words, as the database reads them off the row. */
export const registrationStatuses = [
  'TO_BE_RESERVED',
  'TO_BE_REGISTERED',
  'UPDATE_BEFORE_REGISTRATION',
  'UPDATE_RESERVED',
  'UPDATE_REGISTERED',
  'TO_BE_DELETED',
  'IS_RESERVED',
  'IS_REGISTERED',
  'DELETED',
] as const;
export type RegistrationStatus = (typeof registrationStatuses)[number];

/** What each queue of DSpace's doi-organiser holds. */
export const queueActions = {
  register: ['TO_BE_REGISTERED'],
  reserve: ['TO_BE_RESERVED'],
  update: ['UPDATE_BEFORE_REGISTRATION', 'UPDATE_RESERVED', 'UPDATE_REGISTERED'],
  delete: ['TO_BE_DELETED'],
} as const satisfies Record<string, readonly RegistrationStatus[]>;
export type QueueAction = keyof typeof queueActions;
export const queueActionNames = [
  'register',
  'reserve',
  'update',
  'delete',
] as const satisfies readonly QueueAction[];

/** Nothing waits in these. */
export const settledStatuses: readonly RegistrationStatus[] = ['IS_RESERVED', 'IS_REGISTERED', 'DELETED'];

/** What is to be done for a registration of this status; null when nothing is. */
export function actionOf(status: RegistrationStatus): QueueAction | null {
  const action = queueActionNames.find((name) => (queueActions[name] as readonly string[]).includes(status));
  return action ?? null;
}
