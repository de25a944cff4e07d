import { readdirSync, readFileSync } from 'node:fs';
import type { Rollup } from 'vite';
import { defineConfig } from 'wxt';
import { excludesOf, matchesOf } from './src/vendors/locate';
import { sites } from './src/vendors/site';

const hosts = sites.flatMap(matchesOf);
const apis = sites.flatMap((site) => site.apiSources);

/**
 * The extension's own policy. `connect-src` closes every way out but the vendors' APIs, and the
 * browser enforces it. An own policy drops Firefox's default `upgrade-insecure-requests`, so it is
 * written back.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  `connect-src ${apis.join(' ')}`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  'upgrade-insecure-requests',
].join('; ');

/**
 * WXT wraps each script in a reporter of crashes and a plugin loader, neither of which is used here.
 * The scripts are started as they are, which makes the detector 100 bytes lighter in every page.
 */
const bareScripts = {
  name: 'bare-scripts',
  transform(_code: string, id: string) {
    const [wrapper = '', entrypoint] = id.split('?');
    if (!/^\0virtual:wxt-(unlisted-script|background)-entrypoint$/.test(wrapper)) return null;
    return `import definition from ${JSON.stringify(entrypoint)};\ndefinition.main();\nexport default undefined;`;
  },
};

/**
 * JSX as plain calls of Preact's `h`: its automatic runtime also serves templates made on a server,
 * which weighs 200 bytes compressed in the panel.
 */
const classicJsx = {
  name: 'classic-jsx',
  enforce: 'pre' as const,
  transform(code: string, id: string) {
    if (!id.endsWith('.tsx')) return null;
    return `import { Fragment as _Fragment, h as _h } from 'preact';\n${code}`;
  },
};

/**
 * Leaves out of a package what nothing here uses. Each part has to be there exactly once and as it
 * was, or the build fails.
 *
 * @param file where the package's module lies, from its folder in node_modules
 * @param partsOf what goes, and what stands in its place
 */
function lean(file: string, partsOf: (code: string) => [from: string, to: string][]) {
  return {
    name: `lean ${file}`,
    transform(code: string, id: string) {
      if (!id.endsWith(`/node_modules/${file}`)) return null;
      return partsOf(code).reduce((rest, [from, to]) => {
        if (rest.split(from).length !== 2) throw new Error(`${file} has changed: ${from}`);
        return rest.replace(from, () => to);
      }, code);
    },
  };
}

/** The part of a text from where `from` begins to where `to` ends; throws where there is none. */
function between(text: string, from: string, to: string): string {
  const begin = text.indexOf(from);
  if (begin < 0) throw new Error(`A package has changed: ${from}`);
  return text.slice(begin, text.indexOf(to, begin) + to.length);
}

/**
 * Preact 11.2.0 without markup from strings, which Mozilla's linter warns of, taking over what a
 * server has rendered (`Suspense` with it), and error boundaries: 500 bytes of the panel, compressed.
 */
const leanPreact = lean('preact/dist/preact.mjs', (code) => [
  ['"dangerouslySetInnerHTML"==s?y=k:', ''],
  ['"dangerouslySetInnerHTML"==s?h=k:', ''],
  [between(code, 'h?(l||y&&(h.__html', '(y&&(t.textContent=""),('), '(('],
  [between(code, '128&u.__u&&(c=32&u.__u', 'l=o[0]||l),'), ''],
  ['p&&p.some(g),', ''],
  [
    between(code, 'if(e.length=v,r.__v=null,c||o)', 'else r.__e=u.__e;'),
    'e.length=v,r.__v=null,r.__e=u.__e;',
  ],
  ['t&&t.then||D(r)', 'D(r)'],
  [between(code, '!u&&(i=t.__c)&&(i=i.__z)', 'g(f),g(i)),'), ''],
  [between(code, 'for(var i,o,e;t=t.__;)', 'catch(t){n=t}}'), ''],
]);

/**
 * Preact of the panel, which is drawn as a whole from one state: every component there is a function
 * and called as such. Nothing of components with a state, lifecycle, contexts and scheduling would
 * ever run, nor of hooks' ways in, of MathML, and of what is found in the container. A hook in the
 * panel fails the build, for it finds no component. `options.event` is always there and says whether
 * a handler may run at all (`trust.ts`). Handlers and references are functions or nothing, and no
 * event in use has "Capture" in its own name. That is 2 kB of the panel, compressed.
 */
const panelPreact = lean('preact/dist/preact.mjs', (code) => [
  ['return!o&&n.vnode&&n.vnode(e),e}', 'return e}'],
  ['"function"!=typeof n.type||n.props.__P?null', '"function"!=typeof n.type?null'],
  [between(code, 'x.prototype.setState=', 'x.prototype.render=$,'), ''],
  [
    between(code, '(s=n.__b)&&s(r);n:if("function"==typeof V){', 'n.__e(t,r,u)}}else l=r.__e=F('),
    'if("function"==typeof V)s=V(r.props),A=s&&s.type===$&&null==s.key?s.props.children:s,' +
      'l=I(t,w(A)?A:[A],r,u,i,f,o,e,l,c,a);else l=r.__e=F(',
  ],
  ['return(s=n.diffed)&&s(r),l}', 'return l}'],
  [between(code, 'n.__c&&n.__c(r,t),t.some(', 'n.__e(t,r.__v)}})}'), '}'],
  [between(code, 'try{"function"==typeof t?', 'catch(t){n.__e(t,u)}'), 't(r)'],
  ['!(i=t.ref)||i.current&&i.current!=t.__e||', '!(i=t.ref)||'],
  ['"ref"==f&&"function"!=typeof n?i', '"ref"==f?i'],
  ['&&"boolean"!=typeof o&&"function"!=typeof o?', '&&"boolean"!=typeof o?'],
  ['"function"!=typeof r&&(r=null),"function"!=typeof u&&(u=null),', ''],
  ['if("function"==typeof r)return;null==r', 'null==r'],
  ['try{return void(n[t]=null==r?"":r)}catch(n){}', 'return void(n[t]=null==r?"":r);'],
  ['l=/(PointerCapture)$|Capture$/i,', ''],
  ['t.replace(l,"$1")', 't.replace("Capture","")'],
  ['(t=t.slice(2))[0]<"a"&&(t=t.toLowerCase())', 't=t.slice(2).toLowerCase()'],
  ['a.ownerDocument||document', 'a.ownerDocument'],
  ['__e:null,__c:null,', '__e:null,'],
  ['t.__e=t.__c=t.__=null', 't.__e=t.__=null'],
  ['(h.ref!=v.ref||8&h.__u)', 'h.ref!=v.ref'],
  ['v.__c||w', 'w'],
  ['n.unmount&&n.unmount(t),', ''],
  [between(code, ',i=t.__c){if(i.componentWill', 'i.__P=i.__n=null}if(i=t.__k)'), ',i=t.__k)'],
  ['"function"!=typeof t.type||u&&!t.props.__P', '"function"!=typeof t.type||u'],
  [between(code, 'n.__&&n.__(t,r),9==', '?null:r.__k'), 'i=r.__k'],
  ['i?null:r.firstChild?d.call(r.childNodes):null,f,i?i.__e:r.firstChild', 'null,f,i?i.__e:null'],
  ['return u(n.event?n.event(r):r)', 'return n.event(r)&&u(r)'],
  [between(code, 'if("style"==t)if("string"==typeof r)', 'else if("o"==t[0]'), 'if("o"==t[0]'],
  [between(code, 't=t.replace(/xlink', '$/,"s");'), ';'],
  ['"href"!=t&&"list"!=t&&"form"!=t&&', ''],
  ['"download"!=t&&"rowSpan"!=t&&"colSpan"!=t&&', ''],
  ['"popover"!=t&&', ''],
  ['"popover"==t&&1==r?"":r', 'r'],
  [between(code, 'if("svg"==C?', 'o[s]=null;break}'), 'f="svg"==C?"http://www.w3.org/2000/svg":f;'],
  ['f,C,x.is?x:a),l&&(n.__m&&n.__m(r,o),l=!1),o=null}', 'f,C)}'],
  [between(code, 'if(a="template"==C', 'k.value;for(s in $)'), 'a=t;for(s in $)'],
  ['"value"==s&&"defaultValue"in x||"checked"==s&&"defaultChecked"in x||', ''],
  ['"checked"==s?m=k:l&&"function"!=typeof k||', ''],
  [between(code, '("foreignObject"==C||', 'xhtml"),'), ''],
  ['o?o[0]:u.__k&&S(u,0),l,c),o&&o.some(g))', 'u.__k&&S(u,0),l,c))'],
  [
    between(code, 'l&&"textarea"!=C||(s="value"', 'N(t,s,m,$[s],f))'),
    'null==b||b===t.value||(t.value=b)',
  ],
  ['$===x||l&&t.data==x||', '$===x||'],
  ['if(n.props.__P)return t;', ''],
  [
    between(code, 'for(t&&!t.parentNode&&(t=S(n))', 'e=e.nextSibling;'),
    't&&!t.parentNode&&(t=S(n))&&!t.parentNode&&(t=null),o=n.__e,e=t;',
  ],
  ['for(o!=e&&', 'o!=e&&'],
  [between(code, ',t=o;(t=t&&t.nextSibling)', 'return t'), ',t=o.nextSibling;return t'],
  // What listens does so from the start: no handler joins in while an event is on its way.
  ['(n.__a||(n.__a={}))[t]=c,', ''],
  ['if(u=u[t],null==r[e])r[e]=c++;else if(r[e]<this.__a[t])return;', 'u=u[t];'],
  ['e=Symbol(),', ''],
  [',c=0,', ','],
  ['"==i);else if("width"!=t&&"height"!=t&&"tabIndex"!=t&&"role"!=t&&', '"!=i&&'],
  [between(code, 'n={__e:function', 'throw f=0,n}}'), 'n={}'],
  // What is shown is text or made by `h`; made of data, it could run nothing in a frame without scripts.
  ['if(r.constructor!==h)return null;', ''],
  ['constructor:h,__v', '__v'],
  ['o.constructor===h&&o.__b?o=k[f]=m(o.type,o.props,o.key,o.ref,o.__v):', ''],
  ['h=Symbol.for("pv"),', ''],
  ['__v:o||++t', '__v:++t'],
  ['("object"!=typeof o||o.constructor===String?', '("object"!=typeof o?'],
  // Rows are short: where one of it changes places all are put in order.
  [
    between(code, 'if(g){for(a=[],s=[],f=0', 'k[f].__u|=4)}'),
    'if(g)for(f=i;f--;)k[f]&&(k[f].__u|=4);',
  ],
  // Nothing that can have the focus changes places.
  ['!u&&r.moveBefore&&o.parentNode?r.moveBefore(o,t):r.insertBefore', 'r.insertBefore'],
]);

/**
 * What the panel can say, a script for each language. A text counts where its name stands in the
 * panel's code, whole or made of parts: `keyOf('action', …)`, `${rating}Answer`.
 */
const panelWords = {
  name: 'panel-words',
  generateBundle(this: Rollup.PluginContext, _: unknown, bundle: Rollup.OutputBundle) {
    const modules = Object.values(bundle).flatMap((file) =>
      file.type === 'chunk' ? file.moduleIds : [],
    );
    const code = modules.map((id) => this.getModuleInfo(id)?.code ?? '').join('\n');
    const said = (pattern: RegExp) => [...code.matchAll(pattern)].map(([, name = '']) => name);
    const whole = new Set(said(/["'`](\w+)["'`]/g));
    const parts = [
      ...said(/\bkeyOf\(\s*["'`](\w+)/g).map((group) => `${group}[A-Z].*`),
      ...said(/`\$\{\w+\}(\w+)`/g).map((end) => `.*${end}`),
    ];
    const made = new RegExp(`^(${parts.join('|')})$`);
    for (const language of readdirSync('public/_locales')) {
      const file = readFileSync(`public/_locales/${language}/messages.json`, 'utf8');
      const texts = Object.entries(JSON.parse(file) as Record<string, { message: string }>)
        .filter(([name]) => whole.has(name) || made.test(name))
        .map(([name, { message }]) => [name, message]);
      this.emitFile({
        type: 'asset',
        fileName: `words/${language}.js`,
        // Its value would be sent to whoever injects it.
        source: `void(globalThis[Symbol.for('verdict.words')]=${JSON.stringify(Object.fromEntries(texts))})`,
      });
    }
  },
};

/** What goes of a module: after `after`, from where `from` begins to where `to` ends. */
interface Cut {
  after?: string;
  from: string;
  /** Left out: `from` alone. */
  to?: string;
  /** What stands in its place. */
  instead?: string;
}

/** The same for a module that is written to be read, where one text stands in several places. */
function pruned(file: string, cuts: Cut[]) {
  return {
    name: `pruned ${file}`,
    transform(code: string, id: string) {
      if (!id.endsWith(`/node_modules/${file}`)) return null;
      return cuts.reduce((rest, { after = '', from, to = '', instead = '' }) => {
        const begin = rest.indexOf(from, rest.indexOf(after));
        const end = rest.indexOf(to, begin + from.length);
        if (!rest.includes(after) || begin < 0 || end < 0) {
          throw new Error(`${file} has changed: ${after} ${from} ${to}`);
        }
        return rest.slice(0, begin) + instead + rest.slice(end + to.length);
      }, code);
    },
  };
}

const ANY = 'export const $ZodType =';
const KEYS = 'function normalizeDef';
const REST = 'function handleCatchall';
const CUSTOM = 'export const $ZodCustom =';
const OBJECT = 'export const $ZodObject =';
const OPTIONAL = 'export const $ZodOptional =';
const NULLABLE = 'export const $ZodNullable =';
const LAZY = 'util.defineLazyInternal(inst, ';

/**
 * zod 4.6.7 without what `src/vendors/shape.ts` never asks for: the way other libraries call it,
 * with issues in words; patterns and values of unions, defaults, getters in a shape; checks that
 * wait or depend on one another, stopping at the first issue, `instanceof`, and encoding backwards.
 * That is
 * 6 kB of the worker.
 */
const leanZod = [
  pruned('zod/v4/core/schemas.js', [
    { from: 'util.prefixIssues(key, result.issues)', instead: 'result.issues' },
    { after: ANY, from: ', {\n    // Wrappers extend this', to: '\n});', instead: ');' },
    { after: ANY, from: 'if (ch._zod.def.when) {', to: 'else if', instead: 'if' },
    { after: ANY, from: 'if (payload.memo)', to: 'return payload;' },
    { after: ANY, from: 'if (_ instanceof Promise && ctx', to: '}' },
    { after: ANY, from: 'if (asyncResult || _ instanceof', to: 'else {', instead: '{' },
    { after: ANY, from: 'if (asyncResult) {', to: '});\n            }' },
    { after: ANY, from: 'const nextLen = payload', to: 'aborted(payload, currLen);' },
    { after: ANY, from: 'const currLen = payload.issues.length;' },
    { after: ANY, from: 'if (ctx.skipChecks) {', to: '}' },
    { after: ANY, from: 'if (result instanceof Promise) {', to: 'ctx));\n            }' },
    { after: ANY, from: 'if (ctx.direction === "backward") {', to: 'ctx);\n            }' },
    { after: KEYS, from: 'for (const k of allKeys) {', to: '}\n    }' },
    { after: KEYS, from: 'const ownSymbols', to: ' : keys;', instead: 'const allKeys = keys;' },
    { after: KEYS, from: 'symbolKeys,' },
    { after: KEYS, from: 'numKeys: keys.length,' },
    { after: KEYS, from: 'const okeys = util.optionalKeys(def.shape);' },
    { after: KEYS, from: 'optionalKeys: new Set(okeys),' },
    {
      after: OBJECT,
      from: 'util.cached(() => normalizeDef(def))',
      instead: '{ value: normalizeDef(def) }',
    },
    { after: OBJECT, from: 'const memo = ', to: 'attach(inst);' },
    { after: OBJECT, from: 'memo ? memo.alloc(inst, payload, {}, ctx) : {}', instead: '{}' },
    { after: OBJECT, from: 'return proms.length ?', to: ';', instead: 'return payload;' },
    { after: OBJECT, from: 'const desc = Object', to: 'def, "shape", { get });\n    }' },
    { after: OBJECT, from: `${LAZY}"propValues"`, to: '\n    });' },
    {
      after: OBJECT,
      from: 'const abortEarly = ctx?.abortEarly;',
      instead: 'const abortEarly = false;',
    },
    { after: OBJECT, from: 'if (r instanceof Promise) {', to: 'else ' },
    { after: REST, from: 'if (r instanceof Promise) {', to: 'else ' },
    { after: REST, from: 'if (!proms.length)', to: '});', instead: 'return payload;' },
    { after: OPTIONAL, from: `${LAZY}"optin"`, to: ');', instead: 'inst._zod.optin = "optional";' },
    { after: OPTIONAL, from: `${LAZY}"values"`, to: '\n    });' },
    { after: OPTIONAL, from: `${LAZY}"pattern"`, to: '\n    });' },
    { after: OPTIONAL, from: 'if (def.innerType._zod.optin', to: '"defaulted")' },
    { after: OPTIONAL, from: 'const result = def', to: 'handleOptionalResult(payload, result);\n' },
    {
      after: NULLABLE,
      from: `${LAZY}"optin"`,
      to: '\n    });\n    util.defineLazyInternal(inst, "values"',
      instead: `inst._zod.optin = def.innerType._zod.optin; inst._zod.optout = def.innerType._zod.optout; ${LAZY}"values"`,
    },
    { after: NULLABLE, from: `${LAZY}"values"`, to: '\n    });' },
    { after: CUSTOM, from: 'if (r instanceof Promise) {', to: '}' },
    { after: CUSTOM, from: '...(inst._zod.def.path ?? [])' },
    { after: CUSTOM, from: 'if (inst._zod.def.params)', to: 'inst._zod.def.params;' },
    { after: CUSTOM, from: 'util.issue(_iss)', instead: '_iss' },
  ]),
  pruned('zod/v4/core/util.js', [{ from: '("captureStackTrace" in', to: '{ })', instead: 'null' }]),
  pruned('zod/v4/core/core.js', [
    { from: '"captureStackTrace" in Error ? Error : null', instead: 'null' },
    { from: 'params?.Parent ? newError(Definition) : this', instead: 'this' },
    { from: 'if (initialized) {', to: 'protoMembers);\n            }\n        }' },
    {
      from: 'try {\n                Object.defineProperty(inst',
      to: '_zodDesc.value = undefined;',
      instead: 'Object.defineProperty(inst, "_zod", _zodDesc); {',
    },
    { from: 'const proto = _.prototype;', to: 'bind(inst);\n            }\n        }' },
    {
      from: 'const Parent = params',
      to: 'Object.defineProperty(Definition, "name", { value: name });',
    },
    { from: 'const pp = globalThis', to: 'pp(inst);' },
    { from: 'Object.defineProperty(_, Symbol.hasInstance', to: '},\n    });' },
    { from: 'Object.defineProperty(_, "name", { value: name });' },
    { from: '(_a = globalThis).__zod_globalConfig ??', to: ';' },
    {
      from: 'export const globalConfig = globalThis.__zod_globalConfig',
      instead: 'export const globalConfig = {}',
    },
  ]),
];

/** idb 8.0.4 without iterating over cursors, waiting for other versions and `in`: 1 kB of the worker. */
const leanIdb = pruned('idb/build/index.js', [
  {
    from: "const advanceMethodProps = ['advance'",
    to: 'isIteratorProp(target, prop) || oldTraps.has(target, prop);\n    },\n}));',
  },
  { after: 'let idbProxyTraps', from: 'has(target, prop) {', to: 'in target;\n    },' },
  {
    after: 'replaceTraps((oldTraps)',
    from: 'has: (target, prop)',
    to: 'oldTraps.has(target, prop),',
  },
  { after: 'function openDB', from: 'if (blocked) {', to: 'event));\n    }' },
  { after: 'function openDB', from: 'if (blocking) {', to: 'event));\n        }' },
]);

/**
 * A shortcut with the keys it asks for; where they are taken the person chooses others. Chrome keeps
 * Alt+Shift with B and C to itself, Firefox the letters of its menus.
 */
function shortcut(letter: string, description: string) {
  return { suggested_key: { default: `Alt+Shift+${letter}` }, description };
}

/**
 * What Terser is told.
 *
 * @param inside names of properties that never leave the one script
 * @param more for that script alone
 */
const minified = (inside?: RegExp, more = {}) => ({
  compress: { passes: 3, ecma: 2020 as const, unsafe_arrows: true, ...more },
  mangle: inside ? { properties: { regex: inside } } : {},
  format: { ecma: 2020 as const },
});

/** Names of zod's and of the worker's own that never leave it, nor lie on a disk: 1 kB of it. */
const INSIDE =
  /^(_zod|innerType|onattach|optin|optout|traits|deferred|keySet|allKeys|catchall|ledger|settings|changeConversation|changeConnection|changeByKey|serverTime|vendorOf|afterLostReply)$/;

/** The same of the panel, whose words with the detector, the worker and the page stay as they are. */
const INSIDE_PANEL =
  /^(onPress|onOpen|onPlace|onCollapse|onVisible|onToggle|onAction|onTurn|onLoad|onGivenUp|saveable|dirty|spare|room|card|undoTitle|later|newId|heed|enclose|container|isSpoken|takeOffer|attach|horizontal|hold|slide|drag|slip|told|words|rest|expanded|composer|__\w)$/;

export default defineConfig({
  imports: false,
  manifestVersion: 3,
  targetBrowsers: ['chrome', 'edge', 'firefox'],
  vite: () => ({
    plugins: [classicJsx, leanPreact, ...leanZod, leanIdb, bareScripts],
    build: {
      sourcemap: false,
      target: 'es2023',
      cssTarget: ['chrome140', 'firefox153'],
      // The detector comes to 4 % less than with Vite's own minifier, which is what its budget wants.
      minify: 'terser',
      terserOptions: minified(),
    },
    oxc: { jsx: { runtime: 'classic', pragma: '_h', pragmaFrag: '_Fragment' } },
  }),
  hooks: {
    'vite:build:extendConfig'([entry], config) {
      if (entry?.name === 'background') {
        config.build = { ...config.build, terserOptions: minified(INSIDE) };
      }
      if (entry?.name !== 'panel') return;
      config.plugins = [...(config.plugins ?? []), panelPreact, panelWords];
      // `unsafe` takes it that what a text is made of has no `valueOf` of its own. All four: 100 bytes.
      const more = { unsafe: true, inline: 1, keep_fargs: false, lhs_constants: false };
      config.build = { ...config.build, terserOptions: minified(INSIDE_PANEL, more) };
    },
  },
  zip: { excludeSources: ['.artifacts/**', 'test/bench/**/node_modules/**'] },
  manifest: ({ browser }) => ({
    name: '__MSG_extensionName__',
    description: '__MSG_extensionDescription__',
    default_locale: 'en',
    permissions: ['storage', 'unlimitedStorage', 'alarms', 'scripting', 'activeTab'],
    host_permissions: hosts,
    content_scripts: [
      {
        matches: hosts,
        exclude_matches: sites.flatMap(excludesOf),
        js: ['detector.js'],
        run_at: 'document_start',
      },
    ],
    incognito: 'not_allowed',
    content_security_policy: { extension_pages: policy },
    action: { default_title: '__MSG_extensionName__' },
    commands: {
      focus: shortcut('J', '__MSG_shortcutFocus__'),
      good: shortcut('G', '__MSG_goodAnswer__'),
      bad: shortcut('D', '__MSG_badAnswer__'),
      comment: shortcut('M', '__MSG_comment__'),
    },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'verdict@verdict-feedback.example',
              strict_min_version: '153.0',
              data_collection_permissions: {
                required: ['authenticationInfo', 'websiteContent'],
              },
            },
          },
        }
      : {
          minimum_chrome_version: '140',
          storage: { managed_schema: 'managed-schema.json' },
        }),
  }),
});
