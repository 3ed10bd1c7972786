import ICAL from 'ical.js';
import { CUSTOMER_KINDS, STAGES } from '../../domain/entities.ts';
import { Failure } from '../../domain/failure.ts';
import { normaliseIdentity } from '../../domain/identity.ts';
import { PRIVATE } from '../../domain/private-field.ts';
import { taxCodeInFile } from '../../domain/tax-code.ts';
import { CELL_CAP } from './csv.ts';
import { addField, addNote, type Draft, emptyDraft, finishDraft, handlesIn } from './draft.ts';
import type { DraftSource } from './drafts.ts';
import { encodingOf, textOf } from './encoding.ts';
import { cleanCell } from './values.ts';
import { asVersion3, isUnfinished } from './vcard-2.ts';

/** Pictures, sounds and keys, with the lines they are folded over: megabytes that are not read. */
const HEAVY = /^(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:]/i;

/** An address book of vCards, 2.1 as telephones write it, 3.0 or 4.0. A card counts as a row. */
export async function openVcards(file: Blob, region: string): Promise<DraftSource> {
  const encoding = await encodingOf(file);
  return {
    kind: 'vcard',
    encoding,
    preset: null,
    site: 'import',
    headers: [],
    targets: [],
    columns: () => [],
    async *drafts() {
      let row = 0;
      for await (const cards of cardsOf(textOf(file, encoding)))
        yield cards.map((card) => {
          row += 1;
          return draftOf(card, row, region);
        });
    },
  };
}

/** Cuts a text into cards. @throws Failure `file-cell` for one that does not end, `file-damaged` for a cut-off file. */
async function* cardsOf(pieces: AsyncIterable<string>): AsyncGenerator<string[]> {
  let held = '';
  let card: string[] | null = null;
  let size = 0;
  let heavy = false;
  let number = 0;
  for await (const piece of pieces) {
    const lines = (held + piece).split(/\r\n|\n|\r(?!$)/);
    held = lines.pop()!;
    const done: string[] = [];
    for (const line of lines) {
      if (/^BEGIN:VCARD\s*$/i.test(line)) {
        card = [];
        size = 0;
        number += 1;
      }
      const before = card?.at(-1) ?? '';
      if (card !== null && isUnfinished(before)) {
        // The rest of a quoted line begins with anything.
        card[card.length - 1] = before.slice(0, -1) + line.trimStart();
        size += line.length;
        continue;
      }
      // The rest of a folded line begins with a blank.
      heavy = /^[ \t]/.test(line) ? heavy : HEAVY.test(line);
      if (card === null || heavy) continue;
      card.push(line);
      size += line.length;
      if (size > CELL_CAP) throw new Failure('file-cell', String(number));
      if (!/^END:VCARD\s*$/i.test(line)) continue;
      done.push(card.join('\r\n'));
      card = null;
    }
    if (held.length > CELL_CAP * 2) throw new Failure('file-cell', String(number));
    if (done.length > 0) yield done;
  }
  if (card !== null && /^END:VCARD\s*$/i.test(held)) yield [[...card, held].join('\r\n')];
  else if (card !== null) throw new Failure('file-damaged');
}

type Property = InstanceType<typeof ICAL.Property>;

function draftOf(card: string, row: number, region: string): Draft {
  const draft = emptyDraft(row);
  // The whole name is the name, also where its pieces stand before it.
  const isWhole = ({ name }: Property) => name.replace(/^.*\./, '') === 'fn';
  const properties = propertiesOf(card);
  const ordered = [...properties.filter(isWhole), ...properties.filter((one) => !isWhole(one))];
  for (const property of ordered) take(draft, property, region);
  if (draft.name === '') draft.name = draft.fields.NICKNAME ?? '';
  return finishDraft(draft, 'TITLE');
}

/** A card that cannot be read is a row without a name: counted, and nobody else's card is lost. */
function propertiesOf(card: string): Property[] {
  try {
    const parsed = ICAL.parse(asVersion3(card)) as [string, unknown[], unknown[]];
    return new ICAL.Component(parsed).getAllProperties();
  } catch {
    return [];
  }
}

function take(draft: Draft, property: Property, region: string): void {
  const texts = textsOf(property);
  const text = texts[0] ?? '';
  if (texts.every((one) => one === '')) return;
  // Apple and Google put a group before the name: `item1.EMAIL`.
  switch (property.name.replace(/^.*\./, '')) {
    case 'fn':
      draft.name ||= text;
      break;
    case 'n':
      draft.name ||= [texts[1], texts[2], texts[0]].filter(Boolean).join(' ');
      break;
    case 'tel':
      addHandle(draft, 'phone', text.replace(/^tel:/i, ''), region);
      break;
    case 'email':
      addHandle(draft, 'email', text, region);
      break;
    case 'org':
      draft.company ||= text;
      break;
    case 'adr':
      draft.address ||= texts.filter(Boolean).join(', ');
      break;
    case 'note':
      addNote(draft, text);
      break;
    case 'categories':
      draft.tags.push(...texts.filter((tag) => tag !== 'myContacts').map((tag) => tag.slice(0, 60)));
      break;
    case 'kind':
      if (/^org/i.test(text)) draft.kind ??= 'business';
      break;
    case 'bday':
    case 'anniversary':
      addField(draft, `${PRIVATE}${property.name.toUpperCase()}`, text);
      break;
    case 'title':
      draft.role ||= text.slice(0, 120);
      break;
    case 'role':
    case 'url':
    case 'nickname':
      addField(draft, property.name.toUpperCase(), text);
      break;
    case 'x-beside-code':
      draft.code ||= text;
      break;
    case 'x-beside-tax-code':
      draft.taxCode ||= taxCodeInFile(text).slice(0, 40);
      break;
    case 'x-beside-invoice-address':
      draft.invoiceAddress ||= text.slice(0, 400);
      break;
    case 'x-beside-invoice-email':
      draft.invoiceEmail ||= text.slice(0, 254);
      break;
    case 'x-beside-industry':
      draft.industry ||= text.slice(0, 120);
      break;
    case 'x-beside-kind':
      if ((CUSTOMER_KINDS as readonly string[]).includes(text)) draft.kind = text as Draft['kind'];
      break;
    case 'x-beside-stage':
      if ((STAGES as readonly string[]).includes(text)) draft.stage = text;
      break;
    case 'x-beside-key': {
      const key = normaliseIdentity(text, region);
      if (key) draft.keys.push(key);
      break;
    }
    case 'x-beside-field': {
      const name = String(property.getFirstParameter('x-name') ?? '').slice(0, 56);
      const hidden = property.getFirstParameter('x-private') ? PRIVATE : '';
      if (name) addField(draft, hidden + name, text);
      break;
    }
  }
}

function addHandle(draft: Draft, target: 'phone' | 'email', text: string, region: string): void {
  const { keys, rest } = handlesIn(target, text, region);
  draft.keys.push(...keys);
  if (rest.length > 0) addField(draft, target, rest.join('; '));
}

/** All texts of a property: parts of a name, tags of a list. */
function textsOf(property: Property): string[] {
  const values = property.getValues().flat(2) as unknown[];
  return values.map((value) => cleanCell(typeof value === 'string' ? value : String(value ?? '')));
}
