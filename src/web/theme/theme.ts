import {
  Button,
  Checkbox,
  createTheme,
  Input,
  PasswordInput,
  SegmentedControl,
  Textarea,
  TextInput,
} from '@mantine/core';

const FONT =
  '"Noto Sans Devanagari", system-ui, -apple-system, "Segoe UI", Roboto, "Nirmala UI", sans-serif';

/** Indian indigo on warm paper; no party's colour. Fields and buttons are 48 px high, for thumbs. */
export const theme = createTheme({
  fontFamily: FONT,
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", Menlo, monospace',
  headings: { fontFamily: FONT, fontWeight: '600' },
  black: '#1c2136',
  primaryColor: 'indigo',
  primaryShade: 8,
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'pointer',
  colors: {
    indigo: [
      '#eef0fa',
      '#dde1f4',
      '#bac1e9',
      '#949fdd',
      '#7482d2',
      '#5d6dc9',
      '#4a5bb8',
      '#3a4a9f',
      '#2f3d86',
      '#232e69',
    ],
  },
  components: {
    Button: Button.extend({
      defaultProps: { size: 'md' },
      vars: () => ({ root: { '--button-height': '3rem', '--button-padding-x': '1.25rem' } }),
      // A long word in Hindi at 200 % text wraps; it is never cut.
      styles: {
        root: { blockSize: 'auto', minBlockSize: '3rem', paddingBlock: '0.25rem' },
        // Links have no height of their own to stand in the middle of.
        inner: { minBlockSize: '2.375rem' },
        label: { whiteSpace: 'normal', overflowWrap: 'anywhere', lineHeight: 1.4 },
      },
    }),
    Input: Input.extend({
      vars: () => ({ wrapper: { '--input-height': '3rem', '--input-fz': '1rem' } }),
    }),
    InputWrapper: Input.Wrapper.extend({
      styles: {
        label: { fontWeight: 600, fontSize: '1rem', marginBottom: '0.25rem' },
        description: { fontSize: '0.9375rem', color: 'var(--muted)', lineHeight: 1.5 },
        error: { fontSize: '0.9375rem', color: 'var(--failed)' },
      },
    }),
    TextInput: TextInput.extend({ defaultProps: { size: 'md' } }),
    PasswordInput: PasswordInput.extend({
      defaultProps: { size: 'md' },
      vars: () => ({ root: { '--psi-button-size': '2.75rem' } }),
    }),
    Textarea: Textarea.extend({ defaultProps: { size: 'md' } }),
    SegmentedControl: SegmentedControl.extend({
      vars: (_theme, { size }) => ({
        root: { '--sc-padding': size === 'sm' ? '0.5rem' : '0.5rem 0.75rem' },
      }),
      styles: { label: { minBlockSize: '2.5rem' } },
    }),
    Checkbox: Checkbox.extend({ defaultProps: { size: 'md' } }),
  },
});
