import { CAMPAIGN_RULES } from './campaign-rules.ts';
import { DEAL_RULES } from './deal.ts';
import { COST_RULES, DERIVED_CARE, DERIVED_NOTES, MATTER_RULES } from './matter-rules.ts';
import type { TableName } from './row.ts';
import { OFFER_RULES } from './say/rules.ts';

/** What the rules of merging need to know of a table. */
export interface TableRules {
  /** Sets (arrays in the row): one register per element, `tags/vip`. */
  sets: readonly string[];
  /** Maps (objects in the row): one register per key, `links/email:a@b.vn`. */
  maps: readonly string[];
  /** Written once: the first value holds for ever. */
  core: readonly string[];
  /** Computed from other rows, or true on this device only: never recorded, never synced. */
  derived: readonly string[];
  /** How a field reads that was never written or was cleared: such fields take no room in the row. */
  defaults: Readonly<Record<string, unknown>>;
  /** Fields without which a new row means nothing. */
  needed: readonly string[];
}

const NO_FIELDS = { sets: [], maps: [], core: [], derived: [], needed: [] } as const;
const NO_DUE = { at: 0, zone: 'UTC', wall: '1970-01-01T00:00' } as const;

export const RULES: Readonly<Record<TableName, TableRules>> = {
  customers: {
    sets: ['tags', 'notOurs', 'refusals'],
    maps: ['links', 'fields', 'displayNames', 'hints', 'stageLog', 'checked'],
    core: [],
    derived: [
      'keys',
      'doubts',
      'nameKeys',
      'sortName',
      'nextDueAt',
      'lastContactAt',
      'lastInAt',
      'lastOutAt',
      'waitingSince',
      'contactCount',
      'orderCount',
      'money',
      'lastOrderAt',
      'boughtCount',
      'boughtAt',
      'dealSteps',
      'rhythm',
      'quietAt',
      'isSample',
      'isInternal',
      'bonds',
      'domains',
      'chunk',
      'root',
      'members',
      'shows',
      ...DERIVED_CARE,
    ],
    defaults: {
      code: '',
      name: '',
      kind: 'individual',
      stage: 'lead',
      about: '',
      company: '',
      address: '',
      taxCode: '',
      size: '',
      industry: '',
      invoiceAddress: '',
      invoiceEmail: '',
      createdAt: 0,
      owner: '',
      autoLog: false,
      asideWaiting: null,
      asideQuiet: null,
      asideComplaint: null,
      consent: null,
      relation: '',
      leadNeed: null,
      leadMoney: null,
      leadTime: null,
      pronouns: '',
      priceGroup: '',
    },
    needed: [],
  },
  interactions: {
    sets: ['customers'],
    maps: [],
    core: [
      'kind',
      'direction',
      'at',
      'subject',
      'text',
      'channel',
      'thread',
      'messageId',
      'count',
      'loggedAt',
    ],
    derived: ['who', 'complaintOf', ...DERIVED_NOTES],
    defaults: {
      kind: 'message',
      direction: 'unknown',
      at: 0,
      subject: '',
      text: '',
      channel: '',
      thread: null,
      messageId: '',
      count: 0,
      status: '',
      statusAt: 0,
      loggedAt: 0,
    },
    needed: ['at'],
  },
  notes: {
    ...NO_FIELDS,
    defaults: { customer: '', text: '', pinned: false, at: 0, editedAt: null },
    needed: ['customer'],
  },
  reminders: {
    ...NO_FIELDS,
    derived: [
      'dueAt',
      'asideAt',
      'ringAt',
      'rungFor',
      'rungBefore',
      'toldTo',
      'watches',
      'shows',
      'belled',
      'promisedAt',
    ],
    defaults: {
      customer: null,
      title: '',
      due: NO_DUE,
      state: 'open',
      thread: null,
      createdAt: 0,
      doneAt: null,
      moved: 0,
      rule: null,
      settledAt: 0,
      budget: null,
      promised: null,
      draft: '',
    },
    needed: ['due'],
  },
  orders: {
    ...NO_FIELDS,
    derived: ['outcome', 'backAt'],
    defaults: {
      customer: '',
      site: '',
      number: '',
      total: null,
      currency: '',
      status: '',
      at: 0,
      atText: '',
      payment: '',
      goods: [],
      thread: null,
    },
    needed: ['customer'],
  },
  tags: { ...NO_FIELDS, defaults: { name: '', colour: 'grey', family: '', position: 0, cadence: null } },
  neverLog: { ...NO_FIELDS, defaults: { at: 0, label: '' } },
  merges: { ...NO_FIELDS, sets: ['shown'], defaults: { into: '', at: 0 }, needed: ['into'] },
  notSame: { ...NO_FIELDS, defaults: { at: 0 } },
  views: {
    ...NO_FIELDS,
    defaults: {
      name: '',
      text: '',
      where: null,
      sort: 'name',
      turned: false,
      position: 0,
      pinned: false,
      relation: '',
    },
  },
  memberships: {
    ...NO_FIELDS,
    sets: ['roles'],
    defaults: { person: '', organisation: '', primary: false, from: '', until: '', at: 0 },
    needed: ['person', 'organisation'],
  },
  deals: DEAL_RULES,
  playbooks: {
    ...NO_FIELDS,
    maps: ['steps'],
    defaults: {
      name: '',
      tag: null,
      view: null,
      on: false,
      since: 0,
      past: false,
      finish: false,
      time: '09:00',
      zone: 'UTC',
      position: 0,
    },
  },
  runs: {
    ...NO_FIELDS,
    maps: ['anchors', 'outcomes'],
    derived: ['planned'],
    defaults: { playbook: '', customer: '', at: 0, left: null },
    needed: ['playbook', 'customer'],
  },
  ...CAMPAIGN_RULES,
  ...OFFER_RULES,
  matters: MATTER_RULES,
  costs: COST_RULES,
};
