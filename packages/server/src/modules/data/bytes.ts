/** What other modules, and the service, use of the bytes of files. */
export { clearContents } from './contents/clear-contents.ts';
export { openContent } from './contents/open-content.ts';
export { readContent } from './contents/store.ts';
export { attachmentNamed, harmlessHeaders } from './downloads/headers.ts';
export { sendArchive } from './downloads/send-archive.ts';
export { sendContent } from './downloads/send-content.ts';
export { isVerifiedSince, verifyContent } from './fixity/verify-content.ts';
export { runFixityPass, startFixityWorker } from './fixity/worker.ts';
export { registerByteRoutes } from './register-byte-routes.ts';
export { runNextUnpacking, startUnpackingWorker } from './unpacking/worker.ts';
export { receiveFile, receiveFiles } from './uploads/receive-file.ts';
export { clearUploads } from './uploads/remove-upload.ts';
