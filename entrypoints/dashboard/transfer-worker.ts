import { serveTransfer } from '../../lib/client/transfer-worker-port.ts';

serveTransfer(globalThis as never);
