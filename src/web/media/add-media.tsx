import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { MAX_ATTACHED } from '../../contract/media-limits.js';
import type { MediaView } from '../../contract/media.js';
import { api } from '../api/routes.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import { LibrarySheet } from './library-sheet.js';
import styles from './media.module.css';

interface AddMediaProps {
  /** How many more the post has room for. */
  room: number;
  onFiles: (files: readonly File[]) => void;
  onChosen: (chosen: readonly MediaView[]) => void;
}

/** From the camera, from the phone, or from what the team has already uploaded. */
export function AddMedia({ room, onFiles, onChosen }: AddMediaProps) {
  const { t } = useWords();
  const [isPicking, setPicking] = useState(false);
  const abilities = useQuery({
    queryKey: ['media', 'abilities'],
    queryFn: api.mediaAbilities,
    staleTime: Infinity,
  }).data;
  if (room <= 0) return <p className="muted">{t('media.full', { count: MAX_ATTACHED })}</p>;
  return (
    <>
      <div className={styles.ways}>
        <FileWay
          icon="picture"
          label={t('media.choose')}
          accept={abilities?.mimes.join(',') ?? 'image/*'}
          onFiles={onFiles}
        />
        {/* A desk has no camera to hold up; styles hide it there. */}
        <FileWay
          icon="camera"
          label={t('media.camera')}
          accept="image/*"
          isCamera
          onFiles={onFiles}
        />
        <Button
          variant="default"
          onClick={() => {
            setPicking(true);
          }}
        >
          {t('media.library')}
        </Button>
      </div>
      {abilities?.canVideo === false && <p className="muted">{t('media.no_video')}</p>}
      <LibrarySheet
        isOpen={isPicking}
        room={room}
        onClose={() => {
          setPicking(false);
        }}
        onChosen={onChosen}
      />
    </>
  );
}

interface FileWayProps {
  icon: 'picture' | 'camera';
  label: string;
  accept: string;
  isCamera?: boolean;
  onFiles: (files: readonly File[]) => void;
}

function FileWay({ icon, label, accept, isCamera = false, onFiles }: FileWayProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        multiple={!isCamera}
        {...(isCamera ? { capture: 'environment' as const } : {})}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          // The same file may be chosen again after it was taken out.
          event.currentTarget.value = '';
        }}
      />
      <Button
        variant={isCamera ? 'default' : 'light'}
        leftSection={<Icon name={icon} />}
        {...(isCamera ? { className: styles.camera ?? '' } : {})}
        onClick={() => input.current?.click()}
      >
        {label}
      </Button>
    </>
  );
}
