import { ActionIcon } from '@mantine/core';
import { useWords } from '../../language/use-words.js';
import { Icon } from '../../theme/icon.js';

export function RemoveButton({ what, onClick }: { what: string; onClick: () => void }) {
  const { t } = useWords();
  const label = t('option.remove', { what });
  return (
    <ActionIcon variant="default" size={48} aria-label={label} title={label} onClick={onClick}>
      <Icon name="close" />
    </ActionIcon>
  );
}
