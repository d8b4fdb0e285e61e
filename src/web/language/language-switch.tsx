import { SegmentedControl } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { LANGUAGES } from '../../contract/language.js';
import { tell } from '../frame/notice.js';
import { switchLanguage } from './runtime.js';
import { useWords } from './use-words.js';

const OWN_NAMES = { hi: 'हिन्दी', en: 'English' } as const;

/** Each language by its own name, so that nobody needs the other one to find it. */
export function LanguageSwitch({ size = 'md' }: { size?: 'sm' | 'md' }) {
  const { language, t } = useWords();
  const queryClient = useQueryClient();
  return (
    <SegmentedControl
      size={size}
      radius="xl"
      aria-label={t('language')}
      value={language}
      data={LANGUAGES.map((value) => ({ value, label: OWN_NAMES[value] }))}
      onChange={(chosen) => {
        switchLanguage(chosen).then(
          // The server speaks the language of the request, so what it said is asked again.
          () => queryClient.invalidateQueries(),
          () => {
            tell({ tone: 'refused', message: t('no_answer') });
          },
        );
      }}
    />
  );
}
