export { clearConfirmations } from './mail/clear-confirmations.ts';
export { sendNextMail, startMailWorker } from './mail/worker.ts';
export { notify } from './notify.ts';
export { countUnreadOnPages, registerNoticePages } from './pages.ts';
export { registerNoticeRoutes } from './routes.ts';
