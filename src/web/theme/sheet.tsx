import { ActionIcon } from '@mantine/core';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { useWords } from '../language/use-words.js';
import { Icon } from './icon.js';
import styles from './sheet.module.css';

interface SheetProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
  /** Stays at the bottom while the rest scrolls. */
  footer?: ReactNode;
}

/**
 * Rises from below on a phone, stands in the middle on a desktop. The browser's own dialog keeps the focus inside.
 * It stands outside the page's forms, so that Enter in it sends none of them.
 */
export function Sheet({ title, isOpen, onClose, children, footer }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const { t } = useWords();

  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    if (isOpen && !element.open) element.showModal();
    if (!isOpen && element.open) element.close();
  }, [isOpen]);

  return createPortal(
    <dialog
      ref={dialog}
      className={styles.sheet}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      {isOpen && (
        <div className={styles.body}>
          <header className={styles.header}>
            <h2 id={titleId}>{title}</h2>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={48}
              aria-label={t('close')}
              onClick={onClose}
            >
              <Icon name="close" />
            </ActionIcon>
          </header>
          {/* Reached by keyboard, so that a long text can be scrolled without a mouse. */}
          <div className={styles.content} tabIndex={0}>
            {children}
          </div>
          {footer !== undefined && <footer className={styles.footer}>{footer}</footer>}
        </div>
      )}
    </dialog>,
    document.body,
  );
}
