import type { Transfer } from '../lib/domain/transfer.ts';
import { useBeside } from './context.ts';
import { LivingSection } from './export-living.tsx';
import { ExportSection } from './export-section.tsx';
import { ImportSection } from './import-section.tsx';

/** What comes into the book from files, and what goes out of it. */
export function TransferSection({ transfer, only }: { transfer: Transfer; only: string }) {
  const { t } = useBeside();
  return (
    <div class="sheet-page">
      <h1 class="page-title">{t('transfer')}</h1>
      <ImportSection desk={transfer.imports} />
      <ExportSection key={only} desk={transfer.exports} only={only} />
      <LivingSection desk={transfer.living} exports={transfer.exports} />
    </div>
  );
}
