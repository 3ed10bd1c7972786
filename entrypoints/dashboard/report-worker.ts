import { serveReports } from '../../lib/client/report-port.ts';

serveReports(globalThis as never);
