import ICAL from 'ical.js';
import { isOrganisation } from '../../domain/membership.ts';
import { bareFieldName, isPrivateField } from '../../domain/private-field.ts';
import { type OutgoingCustomer, valuesUnder } from './columns.ts';

/** One customer as a vCard 4. What vCard has no property for goes under X-BESIDE-…, and comes back with an import. */
export function vcardOf({ customer, tags, notes, firm, role }: OutgoingCustomer): string {
  const card = new ICAL.Component(['vcard', [], []]);
  const add = (name: string, value: string | string[], parameters: Record<string, string> = {}) => {
    const property = new ICAL.Property(name, card);
    for (const [key, held] of Object.entries(parameters)) property.setParameter(key, held);
    if (Array.isArray(value)) property.setValues(value);
    else property.setValue(value);
    card.addProperty(property);
  };
  const some = (name: string, value: string | undefined) => {
    if (value) add(name, value);
  };
  const business = isOrganisation(customer.kind ?? 'individual');
  add('version', '4.0');
  add('kind', business ? 'org' : 'individual');
  add('fn', customer.name || customer.code || '-');
  for (const phone of valuesUnder(customer.keys, 'tel')) add('tel', phone, { type: 'cell' });
  for (const email of valuesUnder(customer.keys, 'email')) add('email', email);
  some('org', firm || customer.company);
  some('title', role);
  if (customer.address) {
    const adr = new ICAL.Property('adr', card);
    adr.setValue(['', '', customer.address, '', '', '', '']);
    card.addProperty(adr);
  }
  if (tags.length > 0) add('categories', tags);
  for (const note of [customer.about, ...notes]) some('note', note);
  some('x-beside-tax-code', customer.taxCode);
  some('x-beside-industry', customer.industry);
  some('x-beside-invoice-address', customer.invoiceAddress);
  some('x-beside-invoice-email', customer.invoiceEmail);
  if (customer.kind && !['individual', 'business'].includes(customer.kind))
    add('x-beside-kind', customer.kind);
  some('x-beside-code', customer.code);
  if (customer.stage) add('x-beside-stage', customer.stage);
  for (const key of customer.keys)
    if (!key.startsWith('tel:') && !key.startsWith('email:')) add('x-beside-key', key);
  for (const [name, value] of Object.entries(customer.fields)) {
    const hidden: Record<string, string> = isPrivateField(name) ? { 'x-private': 'yes' } : {};
    add('x-beside-field', value, { 'x-name': bareFieldName(name), ...hidden });
  }
  return `${card.toString()}\r\n`;
}
