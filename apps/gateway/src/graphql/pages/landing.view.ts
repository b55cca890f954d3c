/** What the first page says where the web app was not built. */
export interface Landing {
  /** Also the place of the page's one style; its text is what the content security policy names. */
  style: string;
  html: string;
}

const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d9dde3, #33383f); --soft: light-dark(#5b6470, #a4adb8); }
body { font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; max-width: 44rem; margin: 12vh auto 4rem; padding: 0 1.25rem; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; }
p { margin: .5rem 0; }
section { border-top: 1px solid var(--line); margin-top: 2rem; padding-top: 1rem; }
ul { padding-left: 1.1rem; }
code { font-size: .9em; }
.soft { color: var(--soft); }
`;

/** The first page in both languages. `open` adds what is served outside production only. */
export function landing(open: boolean): Landing {
  const doors = (graphiql: string, schema: string, journey: string, ready: string) => [
    '<li><code>POST /graphql</code></li>',
    ...(open ? [`<li><a href="/graphiql">/graphiql</a> ${graphiql}</li>`, `<li><a href="/schema.graphql">/schema.graphql</a> ${schema}</li>`, `<li><a href="/docs/journey.md">/docs/journey.md</a> ${journey}</li>`] : []),
    `<li><a href="/readyz">/readyz</a> ${ready}</li>`,
  ].join('\n');
  const html = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>模享 Mouldshare</title>
<style>${STYLE}</style>
</head>
<body>
<h1>模享 Mouldshare</h1>
<p>模具制造的产能共享市场：拆解模具、发布询价、实时竞价、定标下单、逐道工序跟踪。</p>
<p class="soft">这里没有构建网页界面（npm run build），现在通过接口使用。</p>
<ul>
${doors('在浏览器中试用接口', '完整接口定义', '从零件清单到验收，一步一步', '服务状态')}
</ul>
<section lang="en">
<p>A market where mould shops share capacity: take a mould apart, put its parts out to tender, bid live, award, and follow every operation.</p>
<p class="soft">The web pages were not built here (npm run build); for now everything is done through the API.</p>
<ul>
${doors('try the API in the browser', 'the whole API', 'from parts list to acceptance, step by step', 'state of the service')}
</ul>
</section>
</body>
</html>
`;
  return { style: STYLE, html };
}
