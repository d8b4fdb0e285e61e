import { useEffect, useRef, useState } from 'react';

const STEP = 80;

/** Draws a long list piece by piece: give `edge` to an element after the last row, and more come as it nears. */
export function useGrowing<Item>(items: readonly Item[]) {
  const [shown, setShown] = useState(STEP);
  const edge = useRef<HTMLDivElement>(null);
  const hasMore = shown < items.length;

  useEffect(() => {
    const element = edge.current;
    if (!element || !hasMore) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) setShown((count) => count + STEP);
      },
      { rootMargin: '400px' },
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
    // Observed anew after each step: an edge that stays in view reports only once.
  }, [hasMore, shown]);

  return { rows: items.slice(0, shown), edge };
}
