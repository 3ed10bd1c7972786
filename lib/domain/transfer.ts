import type { FailureCode } from './failure.ts';

/**
 * What is said about import and export between the dashboard and its worker: plain data, so that the components can
 * draw it and the worker can send it.
 */

/** What a column of a file becomes. */
export const TARGETS = [
  'skip',
  'name',
  'givenName',
  'middleName',
  'familyName',
  'phone',
  'email',
  'zalo',
  'facebook',
  'company',
  'role',
  'taxCode',
  'invoiceAddress',
  'invoiceEmail',
  'industry',
  'address',
  'about',
  'note',
  'tag',
  'code',
  'kind',
  'createdAt',
  'field',
  'privateField',
  'orderNumber',
  'orderTotal',
  'orderCurrency',
  'orderStatus',
  'orderDate',
] as const;
export type Target = (typeof TARGETS)[number];

/** Why a row is doubtful. */
export const DOUBTS = ['other-name', 'rows-differ', 'two-holders'] as const;
export type DoubtReason = (typeof DOUBTS)[number];

/** What to do with doubtful rows: a customer of its own without the disputed handle, into who holds it, or nothing. */
export const DECISIONS = ['apart', 'join', 'leave'] as const;
export type Decision = (typeof DECISIONS)[number];

export interface ImportOptions {
  decisions: Record<DoubtReason, Decision>;
  /** What the file says replaces what the book says; else it only fills what is empty. */
  overwrite: boolean;
}

export const DEFAULT_OPTIONS: ImportOptions = {
  decisions: { 'other-name': 'apart', 'rows-differ': 'apart', 'two-holders': 'leave' },
  overwrite: false,
};

/** Rows by what becomes of them. `joined`: another row of a customer that an earlier row already names. */
export interface ImportCounts {
  rows: number;
  new: number;
  updated: number;
  same: number;
  joined: number;
  doubtful: number;
  /** Neither a name nor a handle. */
  empty: number;
  /** Handles that too many rows share to link anybody. */
  shared: number;
  /** Organisations that are made of what rows say of their people. */
  firms: number;
}
export type RowStatus = Exclude<keyof ImportCounts, 'rows' | 'shared' | 'firms'>;

export const NO_COUNTS: ImportCounts = {
  rows: 0,
  new: 0,
  updated: 0,
  same: 0,
  joined: 0,
  doubtful: 0,
  empty: 0,
  shared: 0,
  firms: 0,
};

export interface Doubt {
  reason: DoubtReason;
  key: string;
  /** Who holds the key: a customer's name, or none for a row of the file. */
  holder: string;
  /** The row of the file that holds the key; 0 for a customer of the book. */
  row: number;
}

/** One row, as it is shown before and after. */
export interface SampleRow {
  row: number;
  name: string;
  handles: string[];
  doubts: Doubt[];
}

export interface ColumnView {
  header: string;
  target: Target;
  samples: string[];
  /** Cells that hold something, and those of them that read as what the column is said to be. */
  filled: number;
  fitting: number;
}

export type FileKind = 'csv' | 'xlsx' | 'vcard' | 'backup';

/** What the dry run found. */
export interface ImportLook {
  file: string;
  kind: FileKind;
  /** Which program's export it was recognised as, or null. */
  preset: string | null;
  encoding: string;
  columns: ColumnView[];
  counts: ImportCounts;
  samples: Record<'new' | 'updated' | 'same' | 'doubtful', SampleRow[]>;
  doubts: Record<DoubtReason, number>;
  options: ImportOptions;
  /** Headers of columns whose cells are not what the header says: they must be mapped anew before anything is written. */
  lying: string[];
  /** Of a backup: when it was made, and what it holds. */
  backup: { at: number; customers: number; rows: number } | null;
  /** A backup goes back exactly as it was only into an empty book. */
  exact: boolean;
}

export interface ImportProgress {
  id: string;
  file: string;
  done: number;
  total: number;
  counts: ImportCounts;
  /** The first doubtful rows. */
  doubtful: SampleRow[];
}

export interface FailureView {
  code: FailureCode | 'unknown';
  detail: string;
}

export interface ImportRecord {
  id: string;
  file: string;
  at: number;
  counts: ImportCounts;
  undone: boolean;
  /** False for a backup that was put back exactly into an empty book. */
  undoable: boolean;
}

export type ImportNow =
  | { phase: 'idle' }
  | { phase: 'looking'; file: string; share: number }
  /** A sealed backup waits for its passphrase; `wrong` after one that did not open it. */
  | { phase: 'sealed'; file: string; wrong: boolean }
  | { phase: 'ready'; look: ImportLook }
  | { phase: 'running'; progress: ImportProgress; stopping: boolean }
  | { phase: 'stopped'; progress: ImportProgress; failure: FailureView | null }
  | { phase: 'done'; progress: ImportProgress }
  | { phase: 'undoing'; file: string; share: number }
  | { phase: 'undone'; file: string; kept: number }
  | { phase: 'failed'; file: string; failure: FailureView };

export interface ImportState {
  now: ImportNow;
  /** Imports of this book, newest first. */
  records: ImportRecord[];
}

/** What the import part of the dashboard asks of whoever does the work. */
export interface ImportDesk {
  /** Calls back now and at each change. Returns how to stop. */
  watch(onState: (state: ImportState) => void): () => void;
  open(file: File): void;
  unseal(passphrase: string): void;
  /** Looks again, with other meanings of the columns or other choices. */
  look(targets: Target[], options: ImportOptions): void;
  start(): void;
  stop(): void;
  resume(): void;
  /** Forgets an import that was stopped (what it wrote stays), a look, or a failure. */
  close(): void;
  undo(id: string): void;
}

/** Which customers go out. */
export type ExportScope =
  | { kind: 'all' }
  /** Those a search or any of the tags finds. */
  | { kind: 'some'; text: string; tags: string[] }
  | { kind: 'one'; id: string };

export const EXPORT_FORMATS = ['backup', 'csv', 'xlsx', 'vcard', 'html'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface ExportRequest {
  format: ExportFormat;
  scope: ExportScope;
  /** Private custom fields go along. */
  private: boolean;
  /** Only those who said that offers may be sent to them. */
  agreed?: boolean;
  /** Seals a backup; '' for a readable file. */
  passphrase: string;
}

export interface ExportedFile {
  name: string;
  content: Blob;
  customers: number;
}

/** What the export part of the dashboard asks of whoever does the work. */
export interface ExportDesk {
  /** Writes a file, telling the share that is done. @throws Failure. */
  write(request: ExportRequest, onShare: (share: number) => void): Promise<ExportedFile>;
  /** Hands a finished file to the browser's downloads. */
  save(file: ExportedFile): void;
}

/** The living backup: a folder of the user's that follows the book. */
export type LivingNow =
  | { phase: 'off' }
  | {
      /** `paused`: the browser wants to be asked again before it writes to the folder. */
      phase: 'idle' | 'writing' | 'paused' | 'failed';
      folder: string;
      sealed: boolean;
      lastAt: number | null;
      customers: number;
      /** When the newest copy was read back and found whole; null where none was yet. */
      rehearsedAt: number | null;
      failure: FailureView | null;
    };

export interface LivingDesk {
  watch(onNow: (now: LivingNow) => void): () => void;
  /**
   * Asks for a folder and begins. Must be called first thing in the click. Absent where the browser cannot write to
   * folders. @returns false when none was picked.
   */
  pick?(passphrase: string): Promise<boolean>;
  /** Asks for the folder's grant again. Must be called first thing in the click. */
  resume(): Promise<void>;
  write(): void;
  end(): void;
}

/** What the page "Import, export" works with. */
export interface Transfer {
  imports: ImportDesk;
  exports: ExportDesk;
  living: LivingDesk;
}
