import tseslint from 'typescript-eslint';

/** Rules switched off carry their reason; everything else of strictTypeChecked stands. */
export default tseslint.config(
  { ignores: ['dist', 'dist-bench', 'public', 'node_modules', '.data'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './src/web/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      // A Nest module is a class that only carries a decorator.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // An interface's async method may have nothing to await in one implementation.
      '@typescript-eslint/require-await': 'off',
      // Numbers read well in a sentence; objects and nullish values do not.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      // Options are given as plain objects, as their documentation does.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', { max: 3 }],
      'max-depth': ['error', { max: 3 }],
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Only src/kernel/config.ts reads the environment.',
        },
        { object: 'Date', property: 'now', message: 'Ask the Clock (src/kernel/clock.ts).' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'Ask the Clock (src/kernel/clock.ts).',
        },
      ],
    },
  },
  {
    // Nest injects through constructors, which may need more than three collaborators.
    files: ['src/**/*.{service,controller,guard,module}.ts'],
    rules: { 'max-params': 'off' },
  },
  {
    // A describe block is a list of cases, not a function to hold in the head.
    files: ['test/**/*.ts', 'src/**/*.spec.ts'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    // Tests play the world: they may look at the clock, and a table of cases has many columns.
    files: ['test/**/*.ts', 'src/**/*.spec.ts'],
    rules: {
      'max-params': 'off',
      'no-restricted-syntax': 'off',
      'no-restricted-properties': 'off',
    },
  },
  {
    // A React page is mostly markup.
    files: ['src/web/**/*.tsx'],
    rules: {
      'max-lines-per-function': ['error', { max: 120, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ['src/kernel/config.ts'], rules: { 'no-restricted-properties': 'off' } },
  {
    files: ['src/kernel/clock.ts', 'src/web/clock.ts'],
    rules: { 'no-restricted-properties': 'off', 'no-restricted-syntax': 'off' },
  },
);
