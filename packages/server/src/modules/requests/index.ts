export type { BeforeStep } from './pipelines/before-step.ts';
export { type RequestWorker, runRequestPass, startRequestWorker } from './pipelines/worker.ts';
