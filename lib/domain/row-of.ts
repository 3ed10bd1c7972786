import type { Campaign, Send } from './campaign.ts';
import type { Deal } from './deal.ts';
import type {
  Customer,
  Interaction,
  Membership,
  Merge,
  NeverLog,
  Note,
  NotSame,
  Order,
  Reminder,
  Tag,
  View,
} from './entities.ts';
import type { Cost, Matter } from './matter.ts';
import type { Playbook, Run } from './playbook.ts';
import type { Goal } from './report/goal.ts';
import type { PriceGroup, Product, Quote, Template } from './say/rows.ts';

/** Table → what its rows are. */
export interface RowOf {
  customers: Customer;
  interactions: Interaction;
  notes: Note;
  reminders: Reminder;
  orders: Order;
  tags: Tag;
  neverLog: NeverLog;
  merges: Merge;
  notSame: NotSame;
  views: View;
  memberships: Membership;
  goals: Goal;
  deals: Deal;
  playbooks: Playbook;
  runs: Run;
  campaigns: Campaign;
  sends: Send;
  templates: Template;
  products: Product;
  priceGroups: PriceGroup;
  quotes: Quote;
  matters: Matter;
  costs: Cost;
}
