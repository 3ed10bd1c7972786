import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Settings } from '../lib/domain/settings.ts';
import { type Asked, useBeside } from './context.ts';
import { Conversation } from './conversation.tsx';
import type { Host, PageState } from './host.ts';
import { InThisList } from './in-this-list.tsx';
import { LoosePiece } from './loose-piece.tsx';
import { PanelFrame } from './panel-frame.tsx';
import { Promises } from './promises.tsx';
import { Enable, NoConversation, PageChanged, ReadOnClick } from './quiet-states.tsx';
import { Surface } from './surface.tsx';
import { TagBook } from './tag-book.tsx';
import { Teaching } from './teaching.tsx';
import { TodayList } from './today-list.tsx';
import { TodaySwitchContext } from './today-switch.tsx';
import { useMount } from './use-mount.ts';

export interface PanelProps {
  host: Host;
  page: PageState;
  settings: Settings;
  /** A shortcut of the browser: opens the reminder, or puts the focus on Log. It never writes by itself. */
  asked?: Asked | null;
  /** Stands above all else, where a home of the panel has something to say of itself. */
  head?: ComponentChildren;
}

/** The one panel: what stands beside the message, in every home. */
export function Panel({ host, page, settings, asked, head }: PanelProps) {
  const [open, setOpen] = useState(false);
  // A shortcut of the browser is about the page.
  useEffect(() => setOpen(false), [asked?.id]);
  const today = useMemo(() => ({ open, toggle: () => setOpen(!open) }), [open]);
  return (
    <Surface host={host} settings={settings} name="panel" asked={asked}>
      {head}
      <TagBook>
        <TodaySwitchContext.Provider
          value={host.place === 'sidepanel' || host.place === 'widget' ? today : null}
        >
          {today.open ? (
            <PanelFrame page={page}>
              <TodayList />
            </PanelFrame>
          ) : (
            <>
              <PanelBody page={page} />
              {page.granted && <InThisList people={page.listed} />}
            </>
          )}
        </TodaySwitchContext.Provider>
      </TagBook>
    </Surface>
  );
}

/** The panel without its surface: what it shows of a page. */
export function PanelBody({ page }: { page: PageState }) {
  const { asked } = useBeside();
  const [again, setAgain] = useState(0);
  const { sighting } = page;
  const subject = sighting ? `${sighting.site} ${sighting.thread.id}` : '';
  const mount = useMount(subject, asked?.id ?? 0);
  const isOpen = sighting !== null && sighting.health !== 'none';
  const quiet = page.teach ? (
    <Teaching page={page} teach={page.teach} />
  ) : page.onClick && !isOpen ? (
    <>
      <ReadOnClick page={page} />
      <LoosePiece page={page} />
    </>
  ) : page.site !== null && !page.granted && !page.onClick ? (
    <>
      <Enable page={page} />
      <LoosePiece page={page} />
    </>
  ) : !sighting || sighting.health === 'none' ? (
    <NoConversation page={page} />
  ) : sighting.health === 'degraded' ? (
    <PageChanged page={page} />
  ) : null;
  if (quiet || !sighting) {
    return (
      <PanelFrame page={page}>
        <Promises page={page} customer={null} />
        {quiet}
      </PanelFrame>
    );
  }
  return (
    <Conversation
      key={`${again} ${mount}`}
      page={page}
      sighting={sighting}
      onRetry={() => setAgain(again + 1)}
    />
  );
}
