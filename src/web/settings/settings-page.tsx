import { Loaded } from '../frame/loaded.js';
import '../language/settings-words.js';
import { useWords } from '../language/use-words.js';
import { LimitForm } from './limit-form.js';
import { useSettings } from './use-settings.js';

/** What the owner sets for everybody. */
export default function SettingsPage() {
  const { t } = useWords();
  const settings = useSettings();
  return (
    <div className="stack">
      <h1>{t('settings.heading')}</h1>
      <Loaded query={settings}>
        {({ approvalAboveAccounts }) => (
          <LimitForm key={approvalAboveAccounts} limit={approvalAboveAccounts} />
        )}
      </Loaded>
    </div>
  );
}
