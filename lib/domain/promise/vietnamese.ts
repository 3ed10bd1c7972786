import { fold } from '../fold.ts';
import type { Clause } from './clauses.ts';

/**
 * Promises in Vietnamese, with and without marks: everything is read folded (`gửi` and `gui` are one), so that there is
 * one grammar. A promise has a doer who is the seller, something a seller does, and a sign that it lies ahead; and
 * nothing that makes it a question, a request, a report or a thing of the past.
 */

/** How people shorten words in chats. */
const SHORT: Record<string, string> = {
  e: 'em',
  c: 'chi',
  a: 'anh',
  b: 'ban',
  mk: 'minh',
  sop: 'shop',
  sh: 'shop',
  k: 'khong',
  ko: 'khong',
  kg: 'khong',
  hong: 'khong',
  hok: 'khong',
  dc: 'duoc',
  r: 'roi',
  rui: 'roi',
  nx: 'nua',
  ng: 'nguoi',
  ib: 'nhan',
  inbox: 'nhan',
  rep: 'tra loi',
  reply: 'tra loi',
  check: 'kiem tra',
  sl: 'so luong',
  ctv: 'cong tac vien',
};

/** Doers who are the seller whoever writes. */
const SELF =
  '(?:(?:cac\\s+)?(?:tho|nhan vien|ky thuat|shipper|tai xe|ke toan|kho|ban)?\\s*(?:ben|nha|tui|bon|chung)\\s+(?:em|minh|shop|toi|tui|con|chau)|shop|tui|con|chau|chung toi)';
const SELF_EM = '(?:em)';
/** `mình` is the seller too, or the buyer; `tôi` without its mark is the evening. */
const SELF_MINH = '(?:minh)';
const SELF_TOI = '(?:toi)';
/** A seller older than the buyer calls herself by one of these, as she would call an older buyer. */
const ELDER = ['chi', 'anh', 'co', 'chu', 'bac', 'di'] as const;
export type Self = 'em' | 'minh' | 'toi' | 'shop' | 'con' | (typeof ELDER)[number];

/** What a seller does for a buyer. `strong`: said without a time it is still meant for later. */
const TELL =
  'bao lai|bao gia|bao|nhan tin|nhan lai|nhan|goi lai|goi dien|goi video|goi|alo|tra loi|phan hoi|xac nhan|update|cap nhat|thong bao|nhac|lien he|hoi lai|hoi|lien lac';
const GIVE =
  'gui|giao|ship|chuyen|mang|dem|cho|dua|tra|hoan|tang|bu|doi|lap|sua|thay|lam lai|lam bu|lam|in|dat|len don|len lich|len|xuat|nop|dang|chup|quay|viet|soan|tinh|can|cat|nau|goi hang|dong goi|goi ky|mua|lay|don|cho hang|cho|xu ly|giai quyet|bao hanh|ban giao|khao sat|do|ghe|chay|qua|xuong|toi|den|co mat|ra|ve|nhap|dong|cap|dich|scan|fax|mail|post|day|book|giam|bot|tru|kiem tra|kiem|coi lai|coi|xem lai|tim|lo|theo|sap xep|sap|thu xep|bat dau|hoan thanh|xong|ho tro|tu van|huong dan|uu tien|mo|son|chuan bi|luu|chua (?:cho|lai|phan)|de danh|de phan|de|giu cho|giu|note|ghi|tham|don dep|nho';
const STRONG =
  'giu|bu|hoan tien|hoan lai|doi|chua (?:cho|lai|phan)|de danh|de phan|bao hanh|lam lai|lam bu|uu tien|tang|giam|bot|de cho|nhan lai|bao lai|goi lai|ho tro lai|giao lai|gui lai|chuyen lai|tra lai';
/** Between the doer and what is done: how, when, with whose help. */
const HOW =
  '(?:se|cung|lai|moi|phai|di|chay|qua|ra|len|ve|xin|co gang|tranh thu|gap|don|cu|lap tuc|ngay|lien|luon|tu|truc tiep|chac chan|dam bao|cam ket|hua|hen|nhat dinh|nho|cho|bao|keu|goi|kiem|vo|vao|theo|lo|giup|moi|xuong|toi)';
/** Words of time, which may stand anywhere. */
const TIME =
  '(?:(?:sang|trua|chieu|toi|dem|khuya)\\s+(?:som\\s+)?(?:nay|mai|mot|kia|thu\\s+\\w+|cn|chu nhat)|(?:sang|trua|chieu|toi|dem)|(?:ngay\\s+|hom\\s+)?mai|(?:ngay\\s+)?(?:mot|kia)|hom nay|bua nay|(?:trong\\s+)?(?:ngay|tuan|thang)(?:\\s+(?:nay|sau|toi|hom nay))?|(?:dau|giua|cuoi)\\s+(?:gio|ngay|tuan|thang|nam)(?:\\s+(?:nay|sau|toi))?|thu\\s+(?:[2-7]|hai|ba|tu|nam|sau|bay)|t[2-7]|cn|chu nhat|(?:luc\\s+|truoc\\s+)?\\d{1,2}\\s*(?:h|g|gio)\\s*\\d{0,2}|(?:\\d+|mot|hai|ba|nua|nam|muoi|vai)\\s*(?:p|phut|tieng|gio|ngay|hom|tuan|thang)(?:\\s+nua)?|(?:lat|ti|xiu|chut|ti xiu|1 lat|mot lat|it)(?:\\s+(?:nua|xiu))?|mung\\s+\\S+|ram(?:\\s+nay)?|tet|ra gieng|\\d{1,2}/\\d{1,2}|\\d{1,2} tay|ngay\\s+\\d{1,2}|som|gio|sau|lan sau|dot (?:toi|sau|nay)|don sau|ky sau)';
const MODIFIER = `(?:${HOW}|${TIME})`;
const TIME_WORD = new RegExp(`(?<![\\w/])${TIME}(?![\\w/])`);

/** Others: where one of them is the doer, it is not the seller's promise. */
const OTHER =
  '(?:chi|anh|co|chu|bac|di|ban|cau|ong|ba|khach|minh|quy khach|chi ay|anh ay|co ay|ho|no|nguoi ta|ai|ca nha|moi nguoi|be)';
/** Before a pronoun these make it somebody to whom, not who. */
const TO_WHOM =
  '(?:cho|gui|bao|giup|dum|gium|nhan|goi|voi|cua|tang|ho|nho|hoi|noi|kiem|tim|doi|tra|dua|giao|ship|bat|keu|nhu|cam on|chuc|thay)';

const QUESTION =
  /(?:^|\s)(?:khong|chua|ha|hong|nhi|duoc khong|phai khong)(?:\s+(?:a|ah|chi|anh|co|chu|bac|ban|em|shop|minh|vay|the|ta|nhi|nha|nhe|oi|day|do|con|hai|hen))*\s*$|(?:^|\s)(?:may gio|bao gio|bao lau|bao nhieu|hom nao|luc nao(?!\s+cung)|the nao|nhu the nao|sao vay|tai sao|vi sao|o dau|cho nao|cai nao|mau nao|gi vay|ai noi|co phai|duoc hong)(?:\s|$)|^(?:sao|ai|co can|cho em hoi|em hoi)(?:\s|$)/;
/** Said or thought by somebody, or only thought by the seller. */
const REPORT = new RegExp(
  `(?:^|\\s)(?:(?!minh)${OTHER}|ban cu|tho truoc|nhan vien cu)(?:\\s+\\S+)?\\s+(?:noi|bao|keu|hen|hua|dan|nhan)\\s+(?:la\\s+|rang\\s+|voi em\\s+|em\\s+)?(?:${TIME}|${OTHER}|em|se|khong)|(?:^|\\s)em\\s+(?:nghi|tuong|doan|so|ngo|thay|dinh|tinh|mong|uoc|nghe|nho la|nho hom)(?!\\s+(?:gia|lai gia|tien|cong no))(?:\\s|$)|(?:^|\\s)(?:hinh nhu|co le|chac la|khong biet)(?:\\s|$)`,
);
const PAST =
  /(?:^|\s)(?:hom qua|toi qua|sang qua|chieu qua|dem qua|hom truoc|hom bua|hom kia|bua truoc|tuan truoc|thang truoc|lan truoc|hoi nay|hoi sang|ban nay|luc nay|truoc gio|xua gio|lau nay|nam ngoai|vua (?:moi )?\S+|luc \d+h sang nay)(?:\s|$)/;
const DONE = new RegExp(
  `(?:^|\\s)(?:em|shop|minh|toi|tui|con|chi|anh)\\s+(?:da|moi|vua|co)\\s+(?:${GIVE}|${TELL})(?:\\s|$)`,
);
/** `gửi rồi`: done, unless another act follows (`hỏi rồi báo`). */
const ALREADY =
  /(?:^|\s)roi(?:\s+(?:a|ah|anh|chi|co|chu|bac|ban|do|day|ma|nha|nhe|nhen|nghen|em|oi|minh|hom|tu|luc|thu|nen|vay|hong|khong|con|duoc|va|ca|\d\S*))*\s*$|roi (?:ma|do|day|nha|nhe|a|hom|tu)(?:\s|$)/;
const HABIT =
  /(?:^|\s)(?:thuong|thuong thi|thuong la|luon luon|bao gio cung|toan|hay|moi ngay|hang ngay|hang tuan|tu thu \S+ den|tu \d+h|mo cua|dong cua|lam viec tu|nghi (?:tet|le|tu|ngay|trua)|quy dinh|chinh sach|freeship|gia chua)(?:\s|$)/;
const NOT = '(?:khong|chua|chang|cha|dau|dau co|khoi|khong the)';
const REQUEST =
  /(?:^|\s)(?:(?:giup|dum|gium|ho)\s+(?:em|shop|con|minh)|cho\s+(?:em|shop|con|minh)\s+(?:xin|hoi|biet|coi|xem|muon|so|dia chi)|vui long|lam on|nho (?:chi|anh|ban|co|minh)|(?:chi|anh|co|ban|minh)\s+nho)(?:\s|$)/;
/** What must come first: `có hàng em nhắn`, `xe về tới là em báo`. */
const CONDITION =
  /(?:^|\s)(?:co|xong|khi|luc|ve|ra|neu|con|toi|den|chin|moi|het|ma|du|thi|la|can|khong ung|khong giong|khong hai long|het hang)(?:\s|$)/;
const PROMISE = /(?:^|\s)(?:hua|cam ket|dam bao|bao dam|cam doan|chac chan|hen)(?:\s|$)/;
/** The seller's word itself, whatever is promised. */
/** The seller's own life. */
const PRIVATE =
  /(?:^|\s)em (?:di (?:dam|choi|hoc|hop|lam|an|kham|du lich|cong tac|vang|ngu)|be|sinh|dong khach|het ca|nghi|met|ban)(?:\s|$)/;
/** `em lo`, `em ráng`: taken on. */
const TAKEN_ON = new RegExp(
  `(?:^|\\s)(?:${SELF}|em)\\s+(?:se\\s+)?(?:lo|rang|co gang)(?:\\s+(?:cho|het|duoc|lam|xong|giup|lieu)|\\s*$)`,
);
const VOW = new RegExp(
  `(?:^|\\s)(?:${SELF}|em|toi|minh)\\s+(?:xin\\s+)?(?:hua|cam ket|cam doan|dam bao|bao dam)\\s`,
);
const SOON =
  /(?:^|\s)(?:lien|ngay|luon|lat|ti|xiu|chut nua|chut|som|sau|lap tuc|tuc thi|gap|truoc)(?:\s+(?:nha|nhe|a|ah|chi|anh|nhen|nghen|em|co|ban|cho|ma|nua|cho \S+|lap tuc))*\s*$/;
const KIND = /(?:^|\s)(?:nha|nhe|nghen|nhen|hen|a|ah)\s*$/;

/** Folded, spelled out, single-spaced. */
function plainVietnamese(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}/:%]+/gu, ' ')
    .trim()
    .split(' ')
    .map((word) => SHORT[word] ?? word)
    .join(' ')
    .replace(
      /^(?:(?:da|vang|uhm?|um|ok|oke|okie|okay|okela|roi|the|vay|thoi|u|ua|dung roi|duoc roi|da vang|da duoc|yes|ui|oi|alo)\s+)+(?=\S)/,
      '',
    )
    .replace(/^(?:(?:chi|anh|co|chu|bac|ban)\s+(?:oi|yen tam|cu yen tam)\s+)/, '')
    .trim();
}

const ACT = `(?:${TELL}|${GIVE})`;
const doing = (who: string, act: string) =>
  new RegExp(
    `(?:^|\\s)(?<who>${who})(?<between>(?:\\s+${MODIFIER}){0,6}?)\\s+(?<act>${act})(?=\\s|$)(?<rest>.*)$`,
  );
/** States, wishes and the seller's own life: with a time beside them they are still nothing that is done for a buyer. */
const IDLE =
  '(?:la|co|khong|chua|chang|nghi|ban|dang|thay|nghe|biet|tuong|dinh|muon|can|thich|so|mong|cam on|xin|chuc|o|bi|het|mac|met|om|dau|hop|di|ngu|an|uong|choi|sinh|cuoi|thi|moi|duoc|gia|dong|mo cua|dong cua|hay|thuong|nho|quen|that|rat|cung co|con|voi|ma|thi|va|roi|nen|vi|tu|den|oi|a|nha|nhe|cho|luong|tinh|mung|vui|buon|yeu|giong|phuc|day|kia|kho|kip|se)';
const OPEN = `(?!${IDLE}(?:\\s|$))[a-z]+`;
/** Any other act: only beside a time, or `sẽ`, or `để em`. */
const BY_HOUSE_OPEN = doing(SELF, OPEN);
const BY_EM_OPEN = doing(SELF_EM, OPEN);
const BY_HOUSE = doing(SELF, ACT);
const BY_EM = doing(SELF_EM, ACT);
const BY_MINH = doing(SELF_MINH, ACT);
const BY_TOI = doing(SELF_TOI, ACT);
const BY_ELDER = Object.fromEntries(ELDER.map((who) => [who, doing(who, ACT)])) as Record<string, RegExp>;
const ANY_ELDER = doing(
  `(?:${ELDER.join('|')})`,
  'bao lai|nhan lai|goi lai|tra loi|bao|nhan|goi|gui|kiem tra|hoi|giao|ship',
);
/** Nobody is named: `mai giao nha`. */
const BY_NOBODY = new RegExp(
  `^(?:${TIME}\\s+){1,4}(?:se\\s+)?(?<act>giao|ship|gui hang|gui mau|gui|goi lai|nhan lai|bao lai|tra loi|kiem tra)(?=\\s|$)(?<rest>.*)$`,
);
/** `em cần`, `em chờ chị nhé`: nothing is done. */
const NEVER_ACT = /^(?:can|cho (?:chi|anh|ban|co|minh)(?: (?:nha|nhe|a))?)$|^can\s/;

const NEGATED = new RegExp(`\\s${NOT}\\s`);
const NEGATED_NEXT = new RegExp(`^\\s+${NOT}(?:\\s|$)`);
const IS_STRONG = new RegExp(`^(?:${STRONG})(?:\\s|$)`);
/** `hỏi rồi báo`: the second act is still to come. */
const CHAINED = new RegExp(
  `\\sroi\\s+(?:(?:em|shop|minh)\\s+)?(?:se\\s+)?(?:${TELL}|gui|giao|mang)(?:\\s|$)`,
);

/** Whether the clause is a promise of its writer. @param self how the seller speaks of themselves, where known. */
export function promisesInVietnamese(clause: Clause, self: Self | null): boolean {
  if (clause.asks) return false;
  const said = plainVietnamese(clause.text);
  if (said === '' || said.length > 400) return false;
  const earlier = clause.before.map(plainVietnamese).join(' ');
  if (isOutOfQuestion(said) || REPORT.test(` ${earlier} `)) return false;
  if (VOW.test(said) || TAKEN_ON.test(said)) return true;
  return doingsIn(said, earlier, self).some((found) => liesAhead(found, earlier));
}

/** Whether something says of it that it is still to come. */
function liesAhead({ act, between, rest, lead, isOpen }: Doing, earlier: string): boolean {
  const done = `${act}${rest}`;
  if (NEVER_ACT.test(done) || NEGATED.test(` ${between} `) || NEGATED_NEXT.test(rest)) return false;
  if (/(?:^|\s)(?:de|doi em(?: ti| xiu| chut| lat)?)$/.test(lead)) return true;
  if (/(?:^|\s)se(?:\s|$)/.test(between) || PROMISE.test(` ${lead} ${between} `)) return true;
  if (TIME_WORD.test(`${lead} ${between} ${done}`) && !/(?:^|\s)tu thu/.test(rest)) return true;
  if (isOpen) return /(?:^|\s)(?:xong|la|thi)$/.test(lead);
  if (SOON.test(rest) || CHAINED.test(rest) || IS_STRONG.test(done)) return true;
  if (CONDITION.test(` ${lead} `) || (lead === '' && TIME_WORD.test(earlier))) return true;
  const opening = earlier.split(' ').slice(0, 3).join(' ');
  return lead === '' && CONDITION.test(` ${opening} `) && KIND.test(rest);
}

function isOutOfQuestion(said: string): boolean {
  if (QUESTION.test(said) && !/(?:^|\s)khi nao\s.*\sem\s/.test(said)) return true;
  if (REPORT.test(said) || PAST.test(said) || DONE.test(said) || HABIT.test(said)) return true;
  return ALREADY.test(said) || REQUEST.test(said) || PRIVATE.test(said);
}

interface Doing {
  act: string;
  between: string;
  rest: string;
  /** What stands before the doer. */
  lead: string;
  /** Done is something that the lists do not name. */
  isOpen: boolean;
}

/** All that the seller does in the clause; what the lists name first. */
function doingsIn(said: string, earlier: string, self: Self | null): Doing[] {
  const isElder = self !== null && self in BY_ELDER;
  // Where the seller is the elder, `em` is the buyer.
  const tries = isElder ? [BY_HOUSE, BY_ELDER[self] as RegExp] : [BY_HOUSE, BY_EM];
  const isNamed = /(?:^|\s)(?:em|shop)(?:\s|$)/.test(`${earlier} ${said}`);
  if (!isNamed) tries.push(BY_MINH, BY_TOI);
  const found = tries.flatMap((one) => readAll(one, said, false));
  if (!isNamed && self === null) {
    found.push(...readAll(ANY_ELDER, said, false).filter(({ lead }) => TIME_WORD.test(lead)));
  }
  for (const one of isElder ? [BY_HOUSE_OPEN] : [BY_HOUSE_OPEN, BY_EM_OPEN])
    found.push(...readAll(one, said, true));
  const nobody = BY_NOBODY.exec(said)?.groups;
  if (nobody)
    found.push({ act: nobody.act ?? '', between: '', rest: nobody.rest ?? '', lead: said, isOpen: false });
  return found;
}

function readAll(one: RegExp, said: string, isOpen: boolean): Doing[] {
  const found: Doing[] = [];
  // The pronoun that is the doer may come after one that is not: `chị gửi em địa chỉ, em giao mai`.
  for (let from = 0; from < said.length; ) {
    const match = one.exec(said.slice(from));
    if (!match) break;
    const { who = '', act = '', between = '', rest = '' } = match.groups ?? {};
    const start = from + match.index;
    const lead = said.slice(0, start).trim();
    if (!OBJECT.test(lead)) found.push({ act, between: between.trim(), rest, lead, isOpen });
    from = start + 1 + who.length;
  }
  return found;
}

/** Whether the pronoun that follows is somebody to whom something is done. */
const OBJECT = new RegExp(`(?:^|\\s)${TO_WHOM}$`);
