import { useEffect, useState } from 'react';

/** The one place in the browser that reads the clock. */
export function now(): Date {
  return new Date();
}

/** The present, read again every `everyMs`, for sentences such as "3 seconds ago". */
export function useNow(everyMs: number): Date {
  const [moment, setMoment] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => {
      setMoment(now());
    }, everyMs);
    return () => {
      clearInterval(timer);
    };
  }, [everyMs]);
  return moment;
}
