import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../context.ts';
import { registerDownloadRoutes } from './downloads/routes.ts';
import { registerUnpackingRoutes } from './unpacking/routes.ts';
import { registerFileBodyRoutes } from './uploads/file-routes.ts';
import { registerUploadRoutes } from './uploads/tus-routes.ts';

/** Uploads, downloads and archives. */
export async function registerByteRoutes(
  app: FastifyInstance,
  ctx: Pick<AppContext, 'config' | 'db' | 'storage' | 'log' | 'now'>,
): Promise<void> {
  await registerFileBodyRoutes(app, ctx);
  await registerUploadRoutes(app, ctx);
  registerDownloadRoutes(app, ctx);
  registerUnpackingRoutes(app, ctx);
}
