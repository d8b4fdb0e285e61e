import { useId, type ReactNode } from 'react';
import { ProblemList } from '../api/problem-list.js';
import type { Problem } from '../api/refusal.js';
import styles from './compose.module.css';

interface SectionProps {
  title: string;
  problems: Problem[];
  children: ReactNode;
}

/** One question of the form, with what is wrong about its answer below it. */
export function Section({ title, problems, children }: SectionProps) {
  const titleId = useId();
  return (
    <section className={`card ${styles.section ?? ''}`} aria-labelledby={titleId}>
      <h2 id={titleId}>{title}</h2>
      {children}
      <ProblemList problems={problems} />
    </section>
  );
}
