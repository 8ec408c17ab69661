export { clearConfirmations } from './mail/clear-confirmations.ts';
export { runMailPass, startMailWorker } from './mail/worker.ts';
export { type NewNotice, type NoticeKind, notify } from './notify.ts';
export { registerNoticePages } from './pages.ts';
export { registerNoticeRoutes } from './routes.ts';
export { countUnread } from './store.ts';
