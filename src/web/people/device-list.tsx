import { Button } from '@mantine/core';
import type { DeviceView } from '../../contract/people.js';
import { ProblemList } from '../api/problem-list.js';
import { problemsOf } from '../api/refusal.js';
import { showMoment } from '../language/moments.js';
import { useWords } from '../language/use-words.js';
import styles from './people.module.css';
import { useRevoke } from './use-people.js';

interface DeviceListProps {
  devices: readonly DeviceView[];
  canRevoke: boolean;
}

/** What somebody signs in on; one tap closes it everywhere. */
export function DeviceList({ devices, canRevoke }: DeviceListProps) {
  const { t } = useWords();
  if (devices.length === 0) return <p className="muted">{t('devices.none')}</p>;
  return (
    <ul className={styles.devices}>
      {devices.map((device) => (
        <Device key={device.id} device={device} canRevoke={canRevoke} />
      ))}
    </ul>
  );
}

function Device({ device, canRevoke }: { device: DeviceView; canRevoke: boolean }) {
  const { t, language } = useWords();
  const revoke = useRevoke(device.id);
  const used = device.lastUsedAt;
  return (
    <li className={styles.device}>
      <div>
        <b>{device.name}</b> {device.isThis && <span>({t('devices.this')})</span>}
        <p className="muted">
          {t(`factor.${device.factor}`)} ·{' '}
          {used === null
            ? t('devices.added', { when: showMoment(device.addedAt, language) })
            : t('devices.used', { when: showMoment(used, language) })}
        </p>
        {device.isSynced && <p className="muted">{t('devices.synced')}</p>}
        <ProblemList problems={problemsOf(revoke.error)} />
      </div>
      {canRevoke && (
        <Button
          variant="default"
          aria-label={t('devices.revoke_name', { name: device.name })}
          loading={revoke.isPending}
          onClick={() => {
            revoke.mutate();
          }}
        >
          {t('devices.revoke')}
        </Button>
      )}
    </li>
  );
}
