import { useLayoutEffect, useRef } from 'preact/hooks';

/** What a person does to a panel; anything else changes what it shows, never what is open in it. */
const TOUCHES = ['pointerdown', 'keydown', 'input', 'focusin'] as const;

/**
 * A key for what is drawn for one subject. It changes with the subject only if somebody touched the panel meanwhile:
 * then a field or a choice may be open, which must not reach the next subject, and all is drawn anew. An untouched
 * panel has nothing open, and writing the next person over it costs half as much as building it again.
 *
 * @param asked the number of what a browser shortcut asked for: that opens things too.
 */
export function useMount(subject: string, asked: number): number {
  const state = useRef({ subject, mount: 0, touched: false, asked });
  useLayoutEffect(() => {
    const touch = () => {
      state.current.touched = true;
    };
    for (const type of TOUCHES) document.addEventListener(type, touch, true);
    return () => {
      for (const type of TOUCHES) document.removeEventListener(type, touch, true);
    };
  }, []);
  const now = state.current;
  if (now.asked !== asked) {
    now.asked = asked;
    now.touched = true;
  }
  if (now.subject !== subject) {
    now.subject = subject;
    if (now.touched) now.mount += 1;
    now.touched = false;
  }
  return now.mount;
}
