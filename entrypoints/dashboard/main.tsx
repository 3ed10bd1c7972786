import { render } from 'preact';
import { Rescue } from '../../components/rescue.tsx';
import '../../components/styles/beside.css';
import { startPanel } from '../../lib/client/start-panel.ts';

const root = document.getElementById('root');
if (root) {
  startPanel({}, {
    draw: () => render(<p>…</p>, root),
    rescue: (rescue) => render(<Rescue {...rescue} />, root),
  });
}
