import type { AppContext } from '../../../context.ts';

/** What the pipelines of requests need. */
export type PipelineContext = Pick<
  AppContext,
  | 'afterItemChange'
  | 'alerts'
  | 'beforeStep'
  | 'config'
  | 'db'
  | 'engine'
  | 'log'
  | 'metrics'
  | 'noidSequences'
  | 'now'
  | 'secrets'
  | 'storage'
  | 'wakeRegistration'
>;
