import { lazy } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { Frame } from './frame/frame.js';
import { SessionGate } from './session/session-gate.js';

const PostsPage = lazy(() => import('./posts/posts-page.js'));
const PostPage = lazy(() => import('./posts/post-page.js'));
const ComposePage = lazy(() => import('./compose/compose-page.js'));
const DecisionsPage = lazy(() => import('./decisions/decisions-page.js'));
const StopsPage = lazy(() => import('./stops/stops-page.js'));
const CoveragePage = lazy(() => import('./accounts/coverage-page.js'));
const ConnectPage = lazy(() => import('./accounts/connect/connect-page.js'));
const RecordPage = lazy(() => import('./record/record-page.js'));
const AccountsPage = lazy(() => import('./accounts/accounts-page.js'));

/** Every address of the web face. Each page is a file of its own, fetched when first opened. */
export function App() {
  return (
    <SessionGate>
      <Routes>
        <Route element={<Frame />}>
          <Route path="/" element={<PostsPage />} />
          <Route path="/posts/new" element={<ComposePage />} />
          <Route path="/posts/:postId" element={<PostPage />} />
          <Route path="/decisions" element={<DecisionsPage />} />
          <Route path="/stops" element={<StopsPage />} />
          <Route path="/accounts" element={<AccountsPage />} />
          <Route path="/accounts/coverage" element={<CoveragePage />} />
          <Route path="/accounts/connect" element={<ConnectPage />} />
          <Route path="/record" element={<RecordPage />} />
          <Route path="*" element={<Navigate to="/" replace />} />
        </Route>
      </Routes>
    </SessionGate>
  );
}
