/** Something in a text by which a customer could be known: a handle, or the code of an order or a parcel. */
export interface Found {
  kind: FoundKind;
  /** The identity key it would be kept under: `tel:+84…`, `email:…`, `order:2505296R62JNTS`, `parcel:SPXVN…`. */
  key: string;
  /** As it is written, or as it is copied. */
  text: string;
  /** Whose code it is (`shopee`, `ghn`), '' where its shape does not say. */
  issuer: string;
  /** Place in the text. */
  at: number;
  end: number;
}
export type FoundKind = 'phone' | 'email' | 'order' | 'parcel';

/** How much is looked at closely in one reading, so that a page made of numbers costs no more than a chat. */
export interface Effort {
  /** Candidates that may still be looked at. */
  left: number;
}
