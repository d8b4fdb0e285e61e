/** The import rules of the house. A rule that only a document holds is already broken. */

/** From the ground up: a folder imports only from those before it. */
const LAYERS = [
  'contract',
  'kernel',
  'audit',
  'districts',
  'settings',
  'identity',
  'held-orders',
  'platforms',
  'accounts',
  'media',
  'stops',
  'workers',
  'deliveries',
  'posts',
  'retention',
  'health',
];

const looksDownOnly = LAYERS.slice(0, -1).map((layer, index) => ({
  name: `layer-${layer}-looks-down-only`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: { path: `^src/(${LAYERS.slice(index + 1).join('|')})/` },
}));

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    ...looksDownOnly,
    {
      name: 'contract-imports-only-the-schema-library',
      severity: 'error',
      from: { path: '^src/contract/' },
      to: { pathNot: ['^src/contract/', '^node_modules/zod/', '^node_modules/vitest/'] },
    },
    {
      name: 'kernel-knows-no-word-of-the-trade',
      severity: 'error',
      from: { path: '^src/kernel/' },
      to: { path: '^src/', pathNot: '^src/(kernel|contract)/' },
    },
    {
      name: 'through-the-front-door',
      comment: 'Another folder of the product is imported through its index.ts.',
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: {
        path: '^src/(audit|districts|settings|identity|held-orders|platforms|accounts|media|stops|workers|deliveries|posts|retention|health|embedded-database)/',
        pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$', '/simulator/'],
      },
    },
    {
      name: 'platform-knows-only-itself',
      severity: 'error',
      from: { path: '^src/platforms/([^/]+)/', pathNot: ['/simulator/', '\\.spec\\.ts$'] },
      to: {
        path: '^src/',
        pathNot: ['^src/platforms/$1/', '^src/platforms/platform\\.ts$', '^src/(contract|kernel)/'],
      },
    },
    {
      name: 'only-three-ask-a-platform',
      severity: 'error',
      from: { path: '^src/(contract|kernel|audit|districts|identity|health)/' },
      to: { path: '^src/platforms/' },
    },
    {
      name: 'simulator-never-meets-its-adapter',
      severity: 'error',
      from: { path: ['/simulator/', '^src/sandbox/'] },
      to: {
        path: '^src/',
        pathNot: ['/simulator/', '^src/sandbox/', '^src/kernel/clock\\.ts$'],
      },
    },
    {
      name: 'adapter-never-meets-its-simulator',
      severity: 'error',
      from: { path: '^src/', pathNot: ['/simulator/', '^src/sandbox/', '\\.spec\\.ts$'] },
      to: { path: ['/simulator/', '^src/sandbox/'] },
    },
    {
      name: 'web-knows-only-contract',
      severity: 'error',
      from: { path: '^src/web/' },
      to: { path: '^src/', pathNot: '^src/(web|contract)/' },
    },
    {
      name: 'nobody-imports-web',
      severity: 'error',
      from: { pathNot: '^(src/web|test/web)/' },
      to: { path: '^src/web/' },
    },
    {
      name: 'sql-lives-in-stores',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: [
          '\\.(entity|store)\\.ts$',
          '\\.service\\.ts$',
          '\\.module\\.ts$',
          '^src/kernel/database/',
          '^src/embedded-database/',
        ],
      },
      to: { path: '^node_modules/(typeorm|pg)/' },
    },
    {
      name: 'x-library-stays-home',
      severity: 'error',
      from: { pathNot: '^src/platforms/x/x\\.client\\.ts$' },
      to: { path: '^node_modules/twitter-api-v2/' },
    },
    {
      name: 'telegram-library-stays-home',
      severity: 'error',
      from: { pathNot: '^src/platforms/telegram/telegram\\.client\\.ts$' },
      to: { path: '^node_modules/telegraf/' },
    },
    {
      name: 'production-never-meets-tests',
      severity: 'error',
      from: { path: '^(src|migrations)/', pathNot: '\\.spec\\.tsx?$' },
      to: { path: ['^test/', '^node_modules/(vitest|fast-check|playwright-core)/'] },
    },
  ],
  options: {
    // Some programs of the tests are plain scripts, which import what was built.
    doNotFollow: { path: ['node_modules', '^dist/', '^dist-bench/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
