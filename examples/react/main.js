import '@beside/panel';
import { createElement as h, useEffect, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';

const BUYERS = [
  { name: 'Trần Thị Lan', customer: 'tel:0912345678' },
  { name: 'Nguyễn Văn Bình', customer: 'tel:0987654321' },
];

/** The panel is one line; React 18 hears an element's own events through a ref. */
function Desk() {
  const [at, setAt] = useState(0);
  const [saved, setSaved] = useState(0);
  const panel = useRef(null);
  useEffect(() => {
    const element = panel.current;
    const hear = () => setSaved((before) => before + 1);
    element.addEventListener('customer-saved', hear);
    return () => element.removeEventListener('customer-saved', hear);
  }, []);
  return h(
    'main',
    null,
    h('button', { id: 'next', type: 'button', onClick: () => setAt((at + 1) % BUYERS.length) }, 'Khách sau'),
    h('output', null, `Đã lưu: ${saved}`),
    h('beside-panel', { ref: panel, ...BUYERS[at] }),
  );
}

createRoot(document.querySelector('#app')).render(h(Desk));
