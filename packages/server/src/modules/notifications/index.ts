export { clearAlerts } from './alerts/clear-alerts.ts';
export { createAlerts } from './alerts/create-alerts.ts';
export { clearConfirmations } from './mail/clear-confirmations.ts';
export { sendNextAlert, sendNextMail, startMailWorker } from './mail/worker.ts';
export { notify } from './notify.ts';
export { countUnreadOnPages, registerNoticePages } from './pages.ts';
export type { RequestNews, ToldRequest } from './requests/news.ts';
export { tellOfRequest } from './requests/tell-of-request.ts';
export { registerNoticeRoutes } from './routes.ts';
