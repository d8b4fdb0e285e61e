import { Suspense, useEffect } from 'react';
import { Outlet, useLocation, useMatch } from 'react-router';
import { useWords } from '../language/use-words.js';
import { Crash } from './crash.js';
import styles from './frame.module.css';
import { Navigation } from './navigation.js';
import { NoticeBoard } from './notice-board.js';
import { ProofAsked } from '../session/proof-asked.js';
import { TopBar } from './top-bar.js';
import { Waiting } from './waiting.js';

/** What stands around every page: the bar above, the ways below a thumb, notices. */
export function Frame() {
  const { t } = useWords();
  const isComposing = useMatch('/posts/new') !== null;
  const { pathname } = useLocation();

  useEffect(() => {
    window.scrollTo(0, 0);
  }, [pathname]);

  return (
    <div className={styles.frame} data-composing={isComposing}>
      <a className={styles.skip} href="#content">
        {t('skip')}
      </a>
      <TopBar />
      <main id="content" className={styles.content} tabIndex={-1}>
        <Crash>
          <Suspense fallback={<Waiting />}>
            <Outlet />
          </Suspense>
        </Crash>
      </main>
      {!isComposing && <Navigation place="bottom" />}
      <NoticeBoard />
      <ProofAsked />
    </div>
  );
}
