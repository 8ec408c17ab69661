/** Files and folders in one archive. */
export const ENTRIES = 100_000;
/** Names, comments and further fields of all entries together, which are in memory at once. */
export const LIST_BYTES = 64 * 1024 * 1024;
/** What one archive may unpack to. */
export const UNPACKED_BYTES = 1024 ** 4;
/** How much larger than the archive its contents may be, once they are larger than `RATIO_FROM_BYTES`. */
export const RATIO = 250;
export const RATIO_FROM_BYTES = 64 * 1024 * 1024;
/** Folders in each other; the path of the target comes on top and is judged when the files are placed. */
export const DEPTH = 64;
/** Attempts of an unpacking that fails on our side, or with which processes die. */
export const ATTEMPTS = 12;
/** Unpackings of one person that wait or run. */
export const OPEN_UNPACKINGS = 20;
