/** One file of GraphiQL as browsers get it. */
export interface BrowserFile { type: string; body: string }

const JS = 'text/javascript; charset=utf-8';
const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>GraphiQL · Mouldshare</title>
<link rel="stylesheet" href="/graphiql/app.css">
</head>
<body id="body" class="no-focus-outline">
<noscript>GraphiQL needs JavaScript.</noscript>
<div id="root"></div>
<script src="/graphiql/app.js"></script>
<script src="/graphiql/start.js"></script>
</body>
</html>
`;
/**
 * What GraphiQL opens with: it signs in the buyer of the demo market, which is never set up in production; these pages are not served there either.
 * The input is a default of the document and not a variable of the editor, which would open a new tab at every visit.
 */
export const FIRST_DOCUMENT = `mutation SignIn($input: SignInInput! = { email: "lin@demo.mouldshare.example", password: "demo-mould-share-2507" }) {
  signIn(input: $input) {
    __typename
    ... on Session { accessToken viewer { company { name } roles } }
    ... on Refusal { code message }
  }
}
`;
const START = `self.MonacoEnvironment = {
  globalAPI: false,
  getWorkerUrl: (_id, label) => '/graphiql/' + ({ json: 'json', graphql: 'graphql' }[label] ?? 'editor') + '.worker.js',
};
YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), {
  endpoint: '/graphql',
  title: 'Mouldshare',
  credentials: 'same-origin',
  headers: '{\\n  "Authorization": "Bearer PASTE-THE-ACCESS-TOKEN-OF-signIn-HERE"\\n}',
  defaultQuery: ${JSON.stringify(FIRST_DOCUMENT)},
});
`;

/** What its pages may load: our own files, and pictures and fonts inside the style sheet. No other address at all. */
export const GRAPHIQL_CSP = "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; "
  + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

let files: Promise<Map<string, BrowserFile>> | null = null;

/** A file of GraphiQL by its name, null when there is none. The package is one of development and is loaded on first use. */
export async function graphiqlFile(name: string): Promise<BrowserFile | null> {
  files ??= load().catch((error: { code?: string }) => {
    // Installed without packages of development: there is no GraphiQL then, which is no fault.
    if (error.code === 'ERR_MODULE_NOT_FOUND') return new Map<string, BrowserFile>();
    throw error;
  });
  return (await files).get(name) ?? null;
}

async function load(): Promise<Map<string, BrowserFile>> {
  const bundle = await import('@graphql-yoga/render-graphiql/graphiql');
  return new Map<string, BrowserFile>([
    ['', { type: 'text/html; charset=utf-8', body: PAGE }],
    ['start.js', { type: JS, body: START }],
    ['app.js', { type: JS, body: bundle.js }],
    ['app.css', { type: 'text/css; charset=utf-8', body: bundle.css }],
    ['editor.worker.js', { type: JS, body: bundle.editorWorkerService }],
    ['json.worker.js', { type: JS, body: bundle.jsonWorker }],
    ['graphql.worker.js', { type: JS, body: bundle.graphqlWorker }],
  ]);
}
