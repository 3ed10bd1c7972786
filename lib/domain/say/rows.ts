import { z } from 'zod';
import type { Row } from '../row.ts';
import { TRADES, type Trade } from '../trade.ts';
import { day, id, instant, line } from '../value-schema.ts';

/** What a shop says and offers: templates, products with group prices, quotes. */

export interface Template extends Row {
  name: string;
  /** With names in braces; see template.ts. */
  text: string;
  /** Typed after `/` to choose it; '' for none. */
  word: string;
  /** Of which ready set it is; '' for all trades. */
  trade: Trade | '';
  language: 'vi' | 'en';
  position: number;
}

export interface Product extends Row {
  code: string;
  name: string;
  /** Other names that buyers and sellers use: its elements. */
  aliases: string[];
  /** `cái`, `kg`, `giờ`; '' for none. */
  unit: string;
  /** For buyers of no group; null where it is asked for each time. */
  price: number | null;
  /** Price group → price; a group that is absent pays `price`. */
  prices: Record<string, number>;
  /** ISO 4217. */
  currency: string;
  /** False: no longer sold. It keeps its name in old quotes and is offered no more. */
  active: boolean;
}

/** Who pays which price: retail, wholesale, collaborators. */
export interface PriceGroup extends Row {
  name: string;
  position: number;
}

export const QUOTE_STATES = ['open', 'accepted', 'refused'] as const;
export type QuoteState = (typeof QUOTE_STATES)[number];

export interface Quote extends Row {
  customer: string;
  lines: QuoteLine[];
  currency: string;
  /** Last day it holds; '' where it has no end. */
  until: string;
  state: QuoteState;
  note: string;
  /** Milliseconds since 1970. */
  at: number;
  /** When it was accepted or refused. */
  settledAt: number | null;
}

const money = z.number().finite().min(0).max(1e15);
export const priceSchema = money;

export const quoteLineSchema = z.object({
  /** Product id; '' where the line is of no product of the book. */
  product: z.string().max(2600),
  name: z.string().min(1).max(200),
  unit: z.string().max(40),
  quantity: z.number().finite().positive().max(1e9),
  /** Of one. */
  price: money,
  /** Taken off the whole line. */
  discount: money,
});
export type QuoteLine = z.infer<typeof quoteLineSchema>;

export const templateFields = {
  name: line(80).optional(),
  text: line(4000).optional(),
  /** Folded, without blanks: it is typed in a hurry. */
  word: z
    .string()
    .regex(/^[a-z0-9-]*$/)
    .max(24)
    .optional(),
  trade: z.enum([...TRADES, '']).optional(),
  language: z.enum(['vi', 'en']).optional(),
  position: z.number().int().min(0).max(9999).optional(),
};
export const productFields = {
  code: line(60).optional(),
  name: line(200).optional(),
  unit: line(40).optional(),
  price: money.nullable().optional(),
  currency: z
    .string()
    .regex(/^([A-Z]{3})?$/)
    .optional(),
  active: z.boolean().optional(),
};
export const quoteFields = {
  lines: z.array(quoteLineSchema).max(60).optional(),
  currency: z.string().max(8).optional(),
  until: day.optional(),
  note: line(1000).optional(),
};

/** A row from a file; see import-schema.ts. Longer texts than a form takes are refused, never cut. */
export const OFFER_ROWS = {
  templates: z.looseObject({ ...templateFields, word: z.string().max(24).optional() }),
  products: z.looseObject({
    ...productFields,
    aliases: z.array(line(100)).max(64).optional(),
    prices: z.record(id, money).optional(),
  }),
  priceGroups: z.looseObject({
    name: line(60).optional(),
    position: z.number().int().min(0).max(9999).optional(),
  }),
  quotes: z.looseObject({
    ...quoteFields,
    customer: id.optional(),
    state: z.enum(QUOTE_STATES).optional(),
    at: instant.optional(),
    settledAt: instant.nullable().optional(),
  }),
};

export const OFFER_COMMANDS = {
  'template.save': z.object({ id: id.optional(), ...templateFields }),
  /** A ready set; one of its templates that was deleted comes back. */
  'templates.add': z.object({
    templates: z
      .array(z.object({ id, ...templateFields }))
      .min(1)
      .max(200),
  }),
  'template.delete': z.object({ id }),
  /** `aliases` are all there are from now on; a price group that is null pays the common price again. */
  'product.save': z.object({
    id: id.optional(),
    ...productFields,
    aliases: z.array(line(100)).max(24).optional(),
    prices: z.record(id, money.nullable()).optional(),
  }),
  'product.delete': z.object({ id }),
  /** A pasted list: a line whose code is known already changes that product. */
  'products.add': z.object({
    products: z
      .array(z.object({ ...productFields, prices: z.record(id, money.nullable()).optional() }))
      .min(1)
      .max(2000),
  }),
  'priceGroup.save': z.object({
    id: id.optional(),
    name: line(60).optional(),
    position: z.number().int().min(0).max(9999).optional(),
  }),
  'priceGroup.delete': z.object({ id }),
  'quote.save': z.object({ id: id.optional(), customer: id.optional(), ...quoteFields }),
  'quote.settle': z.object({ id, state: z.enum(QUOTE_STATES) }),
  'quote.delete': z.object({ id }),
} as const;
