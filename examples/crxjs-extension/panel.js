import '@beside/panel';

// The helpdesk's own side panel: its ticket names who asks, Beside's panel shows who that is.
const ticket = new URLSearchParams(location.search);
const panel = document.querySelector('beside-panel');
panel.customer = ticket.get('from') ?? '';
panel.thread = `ticket:${ticket.get('id') ?? ''}`;
panel.subject = ticket.get('subject') ?? '';
