/** The largest file: what one upload may hold. */
export const FILE_BYTES = 5 * 1024 ** 4;
/** Files in one form. */
export const FORM_FILES = 100;
/** Uploads that one person may have begun at once. */
export const OPEN_UPLOADS = 1_000;
/** An upload that nobody has gone on with for so long is deleted. */
export const UPLOAD_KEPT_MS = 7 * 86_400_000;
