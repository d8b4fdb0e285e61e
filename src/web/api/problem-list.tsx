import { Icon } from '../theme/icon.js';
import styles from './problem-list.module.css';
import type { Problem } from './refusal.js';

/** What is wrong, beside what it concerns. Read out at once when it appears. */
export function ProblemList({ problems }: { problems: Problem[] }) {
  if (problems.length === 0) return null;
  return (
    <div role="alert">
      <ul className={styles.list}>
        {problems.map((problem) => (
          <li key={`${problem.field ?? ''} ${problem.message}`}>
            <Icon name="warning" />
            <span>{problem.message}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
