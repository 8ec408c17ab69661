export { setEnvironmentClient } from './clients/set-environment-client.ts';
export { deleteExpiredConnects } from './connecting/store.ts';
export type { AfterConnectionChange } from './connections/change.ts';
export { runConnectionPass, startConnectionWorker } from './connections/worker.ts';
export { clearInvitations } from './invitations/clear-invitations.ts';
export { acceptInvitations } from './invitations/note-connection.ts';
export { sendNextInvitation, startInvitationWorker } from './invitations/send-invitations.ts';
export { registerOrcidPages } from './register-pages.ts';
export { registerOrcidRoutes } from './routes.ts';
