export { registerOrcidPages } from './register-pages.ts';
export { registerOrcidRoutes } from './routes.ts';
