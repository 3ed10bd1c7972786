/** What merging needs to know of campaigns and of whom they were sent to, see tables.ts. */
const NO_FIELDS = { sets: [], maps: [], core: [], derived: [], needed: [] } as const;

export const CAMPAIGN_RULES = {
  campaigns: {
    ...NO_FIELDS,
    defaults: {
      name: '',
      goal: '',
      goalOf: 'orders',
      goalNumber: 0,
      tag: null,
      view: null,
      text: '',
      days: 7,
      createdAt: 0,
      zone: 'UTC',
    },
  },
  sends: {
    ...NO_FIELDS,
    defaults: { campaign: '', customer: '', state: 'sent', at: 0 },
    needed: ['campaign', 'customer'],
  },
} as const;
