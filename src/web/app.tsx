import { lazy, Suspense } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { Frame } from './frame/frame.js';
import { Waiting } from './frame/waiting.js';
import { SessionGate } from './session/session-gate.js';

const PostsPage = lazy(() => import('./posts/posts-page.js'));
const PostPage = lazy(() => import('./posts/post-page.js'));
const ComposePage = lazy(() => import('./compose/compose-page.js'));
const DecisionsPage = lazy(() => import('./decisions/decisions-page.js'));
const ApprovalsPage = lazy(() => import('./approvals/approvals-page.js'));
const StopsPage = lazy(() => import('./stops/stops-page.js'));
const CoveragePage = lazy(() => import('./accounts/coverage-page.js'));
const ConnectPage = lazy(() => import('./accounts/connect/connect-page.js'));
const RecordPage = lazy(() => import('./record/record-page.js'));
const AccountsPage = lazy(() => import('./accounts/accounts-page.js'));
const SettingsPage = lazy(() => import('./settings/settings-page.js'));
const PeoplePage = lazy(() => import('./people/people-page.js'));
const DevicesPage = lazy(() => import('./people/devices-page.js'));
const EnrolPage = lazy(() => import('./enrol/enrol-page.js'));

/** Every address of the web face. Each page is a file of its own, fetched when first opened. */
export function App() {
  return (
    <Suspense fallback={<Waiting />}>
      <Routes>
        <Route path="/claim" element={<EnrolPage isTyped />} />
        <Route path="/join" element={<EnrolPage isTyped={false} />} />
        <Route path="*" element={<SignedInApp />} />
      </Routes>
    </Suspense>
  );
}

function SignedInApp() {
  return (
    <SessionGate>
      <Routes>
        <Route element={<Frame />}>
          <Route path="/" element={<PostsPage />} />
          <Route path="/posts/new" element={<ComposePage />} />
          <Route path="/posts/:postId" element={<PostPage />} />
          <Route path="/decisions" element={<DecisionsPage />} />
          <Route path="/approvals" element={<ApprovalsPage />} />
          <Route path="/stops" element={<StopsPage />} />
          <Route path="/accounts" element={<AccountsPage />} />
          <Route path="/accounts/coverage" element={<CoveragePage />} />
          <Route path="/accounts/connect" element={<ConnectPage />} />
          <Route path="/record" element={<RecordPage />} />
          <Route path="/settings" element={<SettingsPage />} />
          <Route path="/people" element={<PeoplePage />} />
          <Route path="/devices" element={<DevicesPage />} />
          <Route path="*" element={<Navigate to="/" replace />} />
        </Route>
      </Routes>
    </SessionGate>
  );
}
