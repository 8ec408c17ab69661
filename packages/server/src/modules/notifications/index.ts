export { clearAlerts } from './alerts/clear-alerts.ts';
export { createAlerts } from './alerts/create-alerts.ts';
export { clearConfirmations } from './mail/clear-confirmations.ts';
export { sendNextAlert, sendNextMail, startMailWorker } from './mail/worker.ts';
export { notify } from './notify.ts';
export { countUnreadOnPages, registerNoticePages } from './pages.ts';
export { registerNoticeRoutes } from './routes.ts';
