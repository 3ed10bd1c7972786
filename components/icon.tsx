import AlarmClock from 'lucide/dist/esm/icons/alarm-clock.mjs';
import ArrowDownLeft from 'lucide/dist/esm/icons/arrow-down-left.mjs';
import ArrowLeft from 'lucide/dist/esm/icons/arrow-left.mjs';
import ArrowLeftRight from 'lucide/dist/esm/icons/arrow-left-right.mjs';
import ArrowUpRight from 'lucide/dist/esm/icons/arrow-up-right.mjs';
import Ban from 'lucide/dist/esm/icons/ban.mjs';
import Bell from 'lucide/dist/esm/icons/bell.mjs';
import BellPlus from 'lucide/dist/esm/icons/bell-plus.mjs';
import BookUser from 'lucide/dist/esm/icons/book-user.mjs';
import Building from 'lucide/dist/esm/icons/building.mjs';
import Cake from 'lucide/dist/esm/icons/cake.mjs';
import CalendarClock from 'lucide/dist/esm/icons/calendar-clock.mjs';
import CalendarPlus from 'lucide/dist/esm/icons/calendar-plus.mjs';
import ChartNoAxesColumnIncreasing from 'lucide/dist/esm/icons/chart-no-axes-column-increasing.mjs';
import Check from 'lucide/dist/esm/icons/check.mjs';
import ChevronDown from 'lucide/dist/esm/icons/chevron-down.mjs';
import ChevronRight from 'lucide/dist/esm/icons/chevron-right.mjs';
import ChevronUp from 'lucide/dist/esm/icons/chevron-up.mjs';
import CircleCheck from 'lucide/dist/esm/icons/circle-check.mjs';
import CircleQuestion from 'lucide/dist/esm/icons/circle-question-mark.mjs';
import Clock from 'lucide/dist/esm/icons/clock.mjs';
import ClockAlert from 'lucide/dist/esm/icons/clock-alert.mjs';
import Cloud from 'lucide/dist/esm/icons/cloud.mjs';
import Coffee from 'lucide/dist/esm/icons/coffee.mjs';
import Columns from 'lucide/dist/esm/icons/columns-3.mjs';
import Construction from 'lucide/dist/esm/icons/construction.mjs';
import Copy from 'lucide/dist/esm/icons/copy.mjs';
import Download from 'lucide/dist/esm/icons/download.mjs';
import Ellipsis from 'lucide/dist/esm/icons/ellipsis.mjs';
import Eraser from 'lucide/dist/esm/icons/eraser.mjs';
import ExternalLink from 'lucide/dist/esm/icons/external-link.mjs';
import FileClock from 'lucide/dist/esm/icons/file-clock.mjs';
import Folder from 'lucide/dist/esm/icons/folder.mjs';
import Gift from 'lucide/dist/esm/icons/gift.mjs';
import HeartHandshake from 'lucide/dist/esm/icons/heart-handshake.mjs';
import Keyboard from 'lucide/dist/esm/icons/keyboard.mjs';
import Landmark from 'lucide/dist/esm/icons/landmark.mjs';
import LifeBuoy from 'lucide/dist/esm/icons/life-buoy.mjs';
import Lightbulb from 'lucide/dist/esm/icons/lightbulb.mjs';
import Link from 'lucide/dist/esm/icons/link.mjs';
import ListChecks from 'lucide/dist/esm/icons/list-checks.mjs';
import Lock from 'lucide/dist/esm/icons/lock.mjs';
import Mail from 'lucide/dist/esm/icons/mail.mjs';
import MapPin from 'lucide/dist/esm/icons/map-pin.mjs';
import Merge from 'lucide/dist/esm/icons/merge.mjs';
import MessageCircle from 'lucide/dist/esm/icons/message-circle.mjs';
import Moon from 'lucide/dist/esm/icons/moon.mjs';
import MousePointerClick from 'lucide/dist/esm/icons/mouse-pointer-click.mjs';
import NotebookPen from 'lucide/dist/esm/icons/notebook-pen.mjs';
import Package from 'lucide/dist/esm/icons/package.mjs';
import PanelRight from 'lucide/dist/esm/icons/panel-right.mjs';
import Pencil from 'lucide/dist/esm/icons/pencil.mjs';
import Phone from 'lucide/dist/esm/icons/phone.mjs';
import PhoneCall from 'lucide/dist/esm/icons/phone-call.mjs';
import PhoneOff from 'lucide/dist/esm/icons/phone-off.mjs';
import Pin from 'lucide/dist/esm/icons/pin.mjs';
import PinOff from 'lucide/dist/esm/icons/pin-off.mjs';
import Plus from 'lucide/dist/esm/icons/plus.mjs';
import Power from 'lucide/dist/esm/icons/power.mjs';
import Printer from 'lucide/dist/esm/icons/printer.mjs';
import Radar from 'lucide/dist/esm/icons/radar.mjs';
import RefreshCw from 'lucide/dist/esm/icons/refresh-cw.mjs';
import Reply from 'lucide/dist/esm/icons/reply.mjs';
import Scale from 'lucide/dist/esm/icons/scale.mjs';
import Search from 'lucide/dist/esm/icons/search.mjs';
import Settings from 'lucide/dist/esm/icons/settings.mjs';
import ShoppingBag from 'lucide/dist/esm/icons/shopping-bag.mjs';
import Tag from 'lucide/dist/esm/icons/tag.mjs';
import Tags from 'lucide/dist/esm/icons/tags.mjs';
import Trash from 'lucide/dist/esm/icons/trash.mjs';
import TriangleAlert from 'lucide/dist/esm/icons/triangle-alert.mjs';
import Undo from 'lucide/dist/esm/icons/undo-2.mjs';
import Upload from 'lucide/dist/esm/icons/upload.mjs';
import User from 'lucide/dist/esm/icons/user.mjs';
import UserPlus from 'lucide/dist/esm/icons/user-plus.mjs';
import Users from 'lucide/dist/esm/icons/users.mjs';
import X from 'lucide/dist/esm/icons/x.mjs';
import { h, type VNode } from 'preact';

const ICONS = {
  alarm: AlarmClock,
  alert: TriangleAlert,
  back: ArrowLeft,
  ban: Ban,
  barrier: Construction,
  bell: Bell,
  book: BookUser,
  building: Building,
  cake: Cake,
  calendar: CalendarClock,
  'calendar-plus': CalendarPlus,
  check: Check,
  close: X,
  cloud: Cloud,
  coffee: Coffee,
  columns: Columns,
  copy: Copy,
  done: CircleCheck,
  down: ChevronDown,
  download: Download,
  edit: Pencil,
  folder: Folder,
  gift: Gift,
  help: CircleQuestion,
  eraser: Eraser,
  history: FileClock,
  idea: Lightbulb,
  in: ArrowDownLeft,
  kept: HeartHandshake,
  keyboard: Keyboard,
  landmark: Landmark,
  late: ClockAlert,
  link: Link,
  lock: Lock,
  mail: Mail,
  merge: Merge,
  message: MessageCircle,
  moon: Moon,
  more: Ellipsis,
  next: ChevronRight,
  note: NotebookPen,
  open: ExternalLink,
  order: ShoppingBag,
  out: ArrowUpRight,
  package: Package,
  panel: PanelRight,
  phone: Phone,
  'phone-off': PhoneOff,
  'phone-on': PhoneCall,
  pin: Pin,
  place: MapPin,
  plus: Plus,
  point: MousePointerClick,
  power: Power,
  radar: Radar,
  print: Printer,
  refresh: RefreshCw,
  remind: BellPlus,
  reply: Reply,
  rescue: LifeBuoy,
  scale: Scale,
  search: Search,
  settings: Settings,
  steps: ListChecks,
  stairs: ChartNoAxesColumnIncreasing,
  tag: Tag,
  tags: Tags,
  transfer: ArrowLeftRight,
  trash: Trash,
  undo: Undo,
  unpin: PinOff,
  up: ChevronUp,
  upload: Upload,
  user: User,
  'user-plus': UserPlus,
  users: Users,
  wait: Clock,
} as const;
export type IconName = keyof typeof ICONS;

interface IconProps {
  name: IconName;
  size?: number;
}

const known = new Map<string, VNode>();

/**
 * A line icon. It is decoration: the word beside it, or the button's label, says what it means. A card has some fifty:
 * one that is the same as before is the same node, and Preact passes it by without a look at its lines.
 */
export function Icon({ name, size = 16 }: IconProps) {
  const key = `${name} ${size}`;
  const icon = known.get(key) ?? <Lines name={name} size={size} />;
  known.set(key, icon);
  return icon;
}

function Lines({ name, size }: IconProps) {
  return (
    <svg
      class="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {ICONS[name].map(([tag, attributes], index) => h(tag, { key: index, ...attributes }))}
    </svg>
  );
}
