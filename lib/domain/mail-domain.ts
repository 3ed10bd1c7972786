/**
 * Whose a mail domain is. Behind a mail service's domain stand a million strangers; behind a firm's own stand its
 * people. Kept apart from identity.ts, which brings the tables of telephone numbers along.
 */

/** Services by the first word of their domain, under whatever ending: `yahoo.com.vn`, `hotmail.fr`, `gmx.de`. */
const FAMILIES =
  /^(?:gmail|googlemail|yahoo|ymail|rocketmail|outlook|hotmail|live|msn|icloud|me|mac|aol|proton|protonmail|pm|tuta|tutanota|zoho|zohomail|gmx|web|yandex|ya|mail|email|inbox|fastmail|hey|hushmail|naver|daum|hanmail|nate|qq|foxmail|163|126|sina|yeah|rediffmail|rambler|ukr|laposte|free|orange|wanadoo|sfr|libero|virgilio|t-online|freenet|comcast|verizon|att|sbcglobal|bellsouth|cox|charter|shaw|rogers|bigpond|optusnet|btinternet|sky|talktalk)\.(?:[a-z]{2,4}|(?:com?|net|org|ne)\.[a-z]{2})$/;
/** Vietnamese lines that give a mailbox to every subscriber, by their last words: `hcm.vnn.vn`, `hn.fpt.vn`. */
const LINES = /(?:^|\.)(?:vnn|fpt|hcm\.fpt|hn\.fpt|netnam|viettel\.net|saigonnet|vol|hotmail\.com)\.vn$/;
/** Where markets and networks hide their buyers' real addresses: one domain, everybody's. */
const RELAYS =
  /(?:^|\.)(?:marketplace\.amazon\.[a-z.]+|members\.ebay\.[a-z.]+|reply\.linkedin\.com|privaterelay\.appleid\.com|users\.noreply\.github\.com|facebookmail\.com)$/;

/** The domain of an e-mail key where it is somebody's own, else ''. */
export function ownDomain(key: string): string {
  const domain = /^email:[^@]+@(.+)$/.exec(key)?.[1] ?? '';
  return FAMILIES.test(domain) || LINES.test(domain) || RELAYS.test(domain) ? '' : domain;
}

/** Mailboxes that several people read: what comes from them tells a firm, never a person. */
const SHARED_MAILBOX =
  /^email:(?:info|sales?|contact|hello|admin|support|help|office|shop|order|orders|billing|noreply|no-reply|cskh|lienhe|kinhdoanh|kd|ketoan|ke[._-]toan|nhansu|hanhchinh|vanphong|tuyendung|muahang|banhang|donhang|hotro|hoadon|congty|accounts?|accounting|invoices?|hr|jobs|marketing|purchasing|procurement|service|enquir(?:y|ies)|inquir(?:y|ies)|reception)(?:[\d._-]+[a-z]{0,3})?@/;
/** Numbers of firms: Vietnamese 1800 and 1900 lines. */
const HOTLINE = /^tel:\+84(?:1800|1900)\d*$/;

/** True for a handle that names a firm's desk: no reason to think that two customers are one person. */
export const isSharedKey = (key: string): boolean => SHARED_MAILBOX.test(key) || HOTLINE.test(key);

/** True for a firm's shared mailbox, `info@` on a domain of its own: it belongs to the firm and to none of its people. */
export const isFirmMailbox = (key: string): boolean => isSharedKey(key) && ownDomain(key) !== '';
