import { Icon } from '../theme/icon.js';
import styles from './frame.module.css';
import { useNotice } from './notice.js';

/** Always in the page, so that screen readers hear what appears in it. */
export function NoticeBoard() {
  const notice = useNotice();
  return (
    <div className={styles.notices} role="status" aria-live="polite">
      {notice && (
        <p className={styles.notice} data-tone={notice.tone}>
          <Icon name={notice.tone === 'done' ? 'check' : 'warning'} />
          {notice.message}
        </p>
      )}
    </div>
  );
}
