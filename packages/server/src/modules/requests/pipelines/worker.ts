import type { AppContext } from '../../../context.ts';

/** What the pipelines need. */
export type PipelineContext = Pick<
  AppContext,
  | 'config'
  | 'db'
  | 'log'
  | 'now'
  | 'storage'
  | 'secrets'
  | 'alerts'
  | 'engine'
  | 'wakeRegistration'
  | 'beforeStep'
>;

/**
 * Works off all steps that are due at this moment.
 * @returns how many steps were attempted
 */
export async function runRequestPass(_ctx: PipelineContext): Promise<number> {
  return 0;
}

export type RequestWorker = { wake(): void; stop(): Promise<void> };

/** Works off steps of requests until stopped: at once when woken, and every second. */
export async function startRequestWorker(_ctx: PipelineContext): Promise<RequestWorker> {
  return { wake() {}, async stop() {} };
}
