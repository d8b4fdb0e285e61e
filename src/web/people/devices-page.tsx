import { Loaded } from '../frame/loaded.js';
import '../language/people-words.js';
import { useWords } from '../language/use-words.js';
import { DeviceList } from './device-list.js';
import { useDevices } from './use-people.js';

/** The phones and computers of the one who is signed in. */
export default function DevicesPage() {
  const { t } = useWords();
  const devices = useDevices();
  return (
    <div className="stack">
      <header>
        <h1>{t('devices.heading')}</h1>
        <p className="muted">{t('devices.intro')}</p>
      </header>
      <section className="card stack" aria-label={t('devices.heading')}>
        <Loaded query={devices}>{(list) => <DeviceList devices={list} canRevoke />}</Loaded>
      </section>
      <p className="muted">{t('devices.another')}</p>
    </div>
  );
}
