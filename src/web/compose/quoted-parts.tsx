import { useWords } from '../language/use-words.js';

/** A post as it will be read; the parts of a thread stand under each other, with their numbers. */
export function QuotedParts({
  texts,
  className = '',
}: {
  texts: readonly string[];
  className?: string;
}) {
  const { t } = useWords();
  return texts.map((text, index) => (
    <div key={index}>
      {texts.length > 1 && (
        <p className="muted">{t('thread.part_of', { number: index + 1, count: texts.length })}</p>
      )}
      <p className={`quote ${className}`}>{text}</p>
    </div>
  ));
}
