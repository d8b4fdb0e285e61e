import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useWords } from '../language/use-words.js';

/** A page that could not be drawn or fetched: says so and offers to load it anew. Drafts are kept. */
export class Crash extends Component<{ children: ReactNode }, { hasCrashed: boolean }> {
  override state = { hasCrashed: false };

  static getDerivedStateFromError() {
    return { hasCrashed: true };
  }

  override render() {
    return this.state.hasCrashed ? <CrashNote /> : this.props.children;
  }
}

function CrashNote() {
  const { t } = useWords();
  return (
    <main className="stack" role="alert" style={{ padding: '2rem', alignItems: 'start' }}>
      <h1>{t('crash.title')}</h1>
      <p>{t('crash.advice')}</p>
      <Button
        onClick={() => {
          location.reload();
        }}
      >
        {t('crash.reload')}
      </Button>
    </main>
  );
}
