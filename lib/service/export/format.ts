/** How our own files begin: what a reader looks at before anything else. */
export const BACKUP_START = '{"format":"beside-backup"';
export const SEALED_START = '{"format":"beside-sealed"';
