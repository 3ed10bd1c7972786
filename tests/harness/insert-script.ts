import { insertHere } from './draft-entry.ts';

/** A content script for the test of Firefox: the page asks for an insert by an event, and hears the result in a mark. */
document.addEventListener('insert', (event) => {
  const text = String((event as CustomEvent).detail);
  void insertHere(text, '#box').then((result) => {
    document.documentElement.setAttribute('data-result', result);
  });
});
