import './theme/component-styles.js';
import './theme/fonts.css';
import './theme/base.css';
import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { createQueryClient } from './api/query-client.js';
import { App } from './app.js';
import { Crash } from './frame/crash.js';
import { startLanguage } from './language/runtime.js';
import { theme } from './theme/theme.js';

void startLanguage().then(show);

function show(): void {
  const root = document.getElementById('root');
  if (!root) return;
  createRoot(root).render(
    <StrictMode>
      <I18nProvider i18n={i18n}>
        <MantineProvider theme={theme} forceColorScheme="light">
          <QueryClientProvider client={createQueryClient()}>
            <Crash>
              <BrowserRouter>
                <App />
              </BrowserRouter>
            </Crash>
          </QueryClientProvider>
        </MantineProvider>
      </I18nProvider>
    </StrictMode>,
  );
}
