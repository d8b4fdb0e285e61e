import { Button } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ProblemList } from '../api/problem-list.js';
import { problemsOf } from '../api/refusal.js';
import { useWords } from '../language/use-words.js';
import { Waiting } from './waiting.js';

interface LoadedProps<Data> {
  query: UseQueryResult<Data>;
  children: (data: Data) => ReactNode;
}

/** What the server said: waiting for it, what went wrong with a way to try again, or the thing itself. */
export function Loaded<Data>({ query, children }: LoadedProps<Data>) {
  const { t } = useWords();
  if (query.data !== undefined) return children(query.data);
  if (query.isPending) return <Waiting />;
  return (
    <div className="card stack">
      <ProblemList problems={problemsOf(query.error)} />
      <Button variant="default" onClick={() => void query.refetch()} loading={query.isFetching}>
        {t('try_again')}
      </Button>
    </div>
  );
}
