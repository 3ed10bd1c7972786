// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Dashboard } from '../../components/dashboard.tsx';
import { Today } from '../../components/today.tsx';
import { settings } from '../gallery/host.ts';
import { onClick, sighting } from '../gallery/pages.ts';
import { page } from '../gallery/states.ts';
import { Stage } from './components-stage.tsx';

/** Sites in whose pages nothing of ours stands: the panel offers to read one, and never to switch the site on. */
let stage: Stage;
beforeEach(() => {
  stage = new Stage('sidepanel');
});
afterEach(() => stage.end());

describe('a page that is read on a click', () => {
  it('is read from the button, and says that it is being read', async () => {
    await stage.panel(onClick);
    expect(stage.has('enable')).toBe(false);
    await stage.click('read-page');
    expect(stage.host.asked).toEqual(['readPage 1']);
    expect(stage.text('click-said')).toBe('Đang đọc…');
    expect(stage.button('read-page').disabled).toBe(true);
  });

  it('says after a while that nothing was open, and may be asked again', async () => {
    await stage.panel(onClick);
    await stage.click('read-page');
    await vi.advanceTimersByTimeAsync(5000);
    await stage.settle();
    expect(stage.text('click-said')).toContain('Không thấy cuộc trò chuyện nào');
    expect(stage.button('read-page').disabled).toBe(false);
  });

  it('says what to press when the browser does not allow it', async () => {
    await stage.panel(onClick, { readPage: async () => false });
    await stage.click('read-page');
    expect(stage.text('click-said')).toContain('Alt+B');
  });

  it('shows the customer once it was read, granted or not, and may be read again', async () => {
    await stage.panel({ ...onClick, sighting: sighting() });
    expect(stage.part('card')).not.toBeNull();
    expect(stage.part('read-on-click')).toBeNull();
    await stage.click('read-again');
    expect(stage.host.asked).toEqual(['readPage 1']);
  });

  it('has no button where the surface cannot read', async () => {
    await stage.panel(onClick, { readPage: undefined });
    expect(stage.has('read-page')).toBe(false);
  });
});

it('a page that reads itself has no such button', async () => {
  await stage.panel(page());
  expect(stage.has('read-again')).toBe(false);
});

it('where the browser tells no address, the panel says what to press on LinkedIn', async () => {
  await stage.panel(page({ site: null, origin: '', granted: false, sighting: null }));
  expect(stage.text('unknown-site')).toContain('Alt+B');
});

it('the popup offers the same, instead of switching the site on', async () => {
  await stage.draw(<Today host={stage.host} page={onClick} settings={settings({ language: 'vi' })} />);
  expect(stage.has('enable')).toBe(false);
  await stage.click('read-page');
  expect(stage.host.asked).toEqual(['readPage 1']);
});

it('the settings list it without a switch', async () => {
  const line = {
    site: 'linkedin',
    origin: 'https://www.linkedin.com',
    granted: false,
    evidence: 'B' as const,
    verified: '2026-10',
    basic: false,
    onClick: true,
  };
  location.hash = '#/settings';
  await stage.draw(
    <Dashboard host={stage.host} settings={settings({ language: 'vi' })} sites={[line]} snapshot={null} />,
  );
  expect(stage.text('site')).toContain('Alt+B');
  expect(stage.has('enable-site')).toBe(false);
  expect(stage.has('auto-log-site')).toBe(false);
});
