import { lazy, Suspense, useSyncExternalStore } from 'react';
import { isProofAsked, onProofAsked } from '../api/proof.js';

const ProofSheet = lazy(() => import('./proof-sheet.js'));

/** Fetched when the server first wants a fresh proof. */
export function ProofAsked() {
  const isAsked = useSyncExternalStore(onProofAsked, isProofAsked);
  return isAsked ? (
    <Suspense>
      <ProofSheet />
    </Suspense>
  ) : null;
}
