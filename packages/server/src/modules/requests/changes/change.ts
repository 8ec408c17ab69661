import type { Anchor } from '../request.ts';

/** One thing that a curator asked the requester to change. */
export type WishedChange = {
  id: string;
  /** Which return of the request it came with, from 1. */
  round: number;
  position: number;
  text: string;
  anchor: Anchor | null;
  state: 'open' | 'done' | 'declined';
  answer: string | null;
  createdAt: Date;
  answeredAt: Date | null;
};

export type ChangeAnswer = { state: 'done' | 'declined'; answer?: string | null };
