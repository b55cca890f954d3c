import tseslint from 'typescript-eslint';

const rooms = (files, rules) => ({ files, rules });

/** Style is the compiler's and the reader's matter; these rules guard what neither sees. */
export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', '.data/**', 'apps/web/src/generated/**', '**/*.cjs'] },
  ...tseslint.configs.recommended,
  {
    languageOptions: { parserOptions: { projectService: false } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      // TypeORM and Nest take classes as Function; so do we, where we hand them on.
      '@typescript-eslint/no-unsafe-function-type': 'off',
      '@typescript-eslint/no-empty-object-type': 'off',
      'no-console': 'error',
      eqeqeq: 'error',
      'no-restricted-properties': ['error',
        { object: 'process', property: 'env', message: 'Settings are read once, in config.' },
        { object: 'it', property: 'only', message: 'Nothing is singled out on main.' },
        { object: 'it', property: 'skip', message: 'Nothing is skipped on main.' },
        { object: 'describe', property: 'only', message: 'Nothing is singled out on main.' },
        { object: 'describe', property: 'skip', message: 'Nothing is skipped on main.' },
      ],
    },
  },
  // Where the world outside is met: settings, scripts, the test kit.
  rooms(['libs/platform/src/config/**', 'libs/testing/**', 'tools/**', 'test/**', '**/*.spec.ts', '**/*.mjs'], {
    'no-restricted-properties': 'off',
    'no-console': 'off',
  }),
  // What people wrote is shown as text and never becomes a part of the page.
  rooms(['apps/web/src/**/*.tsx'], {
    'no-restricted-syntax': ['error', { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: 'Text is text.' }],
  }),
  // Rules never ask the clock or the dice.
  rooms(['apps/**/*.policy.ts', 'apps/**/*.lifecycle.ts', 'apps/**/*.view.ts', 'apps/**/*.parser.ts', 'apps/**/*.solver.ts'], {
    'no-restricted-syntax': ['error',
      { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'Rules are given the time.' },
      { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Rules are given the time.' },
      { selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message: 'Rules are given the dice.' },
    ],
  }),
  {
    files: ['**/*.spec.ts', '**/*.spec.tsx', 'test/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
);
