import type { AuditEntry } from '../../contract/audit.js';
import { showMoment } from '../language/moments.js';
import { useWords } from '../language/use-words.js';
import { actionWords } from './action-words.js';

/** One thing that somebody did: who, what, when, on which device, and where it stands in the chain. */
export function RecordLine({ entry }: { entry: AuditEntry }) {
  const { t, language } = useWords();
  const { at, personName, device, action, subject, details, position } = entry;
  const facts = Object.entries(details).filter(([, value]) => value !== null && value !== '');
  return (
    <li className="card">
      <p>
        <b>{personName ?? t('record.product')}</b> · {actionWords(action, language)} ·{' '}
        <span className="number">{subject}</span>
      </p>
      <p className="muted">
        {showMoment(at, language)}
        {device !== null && ` · ${device}`} ·{' '}
        {position === null ? t('record.not_chained') : t('record.chained', { position })}
      </p>
      {facts.length > 0 && (
        <p className="muted">
          {facts.map(([name, value]) => `${name}: ${String(value)}`).join(' · ')}
        </p>
      )}
    </li>
  );
}
