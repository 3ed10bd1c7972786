/**
 * The few errors a user can meet. Each code has a sentence in both languages (`failure_<code>`), which says what to do.
 * They cross the message border as plain data.
 */
export const FAILURE_CODES = [
  'bad-input', // a command that does not fit its schema
  'key-taken', // an identity that belongs to another customer; detail: customer id
  'not-found', // the row is gone (deleted in another window)
  'never-log', // this person, domain or site is on the never-log list; detail: rule id
  'nothing-to-log', // no messages and no order on the page
  'not-undoable', // the change was already taken back
  'disk-full',
  'database-newer', // the book was written by a newer Beside
  'database-broken', // the browser cannot open the book
  'unreachable', // the background did not answer
  'refused', // the sender may not ask for that
  'page-changed', // the page moved on between the click and the act
  'file-unknown', // a file of a kind that cannot be read
  'file-damaged', // cut off, or changed since it was written
  'file-newer', // a backup of a newer Beside
  'file-empty', // no row in it
  'file-cell', // a cell that does not end, or is far too long; detail: its row
  'file-ragged', // rows that do not fit the header; detail: the first such row
  'file-encoding', // two ways of writing letters in one file; detail: line
  'passphrase-wrong',
  'kit-wrong', // no recovery kit, or another book's
  'import-open', // an import that was stopped half-way: its file may hold the person who is to be erased
  'busy', // another window imports or restores
  'folder-lost', // the grant of the picked folder is gone
  'store', // the store did not do what it was asked to begin syncing; detail: how it answered (`StoreVerdict`)
] as const;
export type FailureCode = (typeof FAILURE_CODES)[number];

export class Failure extends Error {
  readonly code: FailureCode;
  readonly detail: string;
  constructor(code: FailureCode, detail = '') {
    super(detail ? `${code}: ${detail}` : code);
    this.name = 'Failure';
    this.code = code;
    this.detail = detail;
  }
  toJSON(): { code: FailureCode; detail: string } {
    return { code: this.code, detail: this.detail };
  }
}
