export { type NewNotice, type NoticeKind, notify } from './notify.ts';
