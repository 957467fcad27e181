// ESLint rules of this project. Each message says what the rule means and what to do instead.
import { builtinModules } from 'node:module';
import { basename, dirname, posix, relative, sep } from 'node:path';
import { brokenRules } from './import-rules.mjs';

const rootOf = (context) => context.settings.projectRoot ?? context.cwd;
const pathIn = (context) => relative(rootOf(context), context.filename).split(sep).join('/');

/** A specifier as the import table writes it. `?worker&url` and the like are the bundler's business. */
function pathOfSpecifier(from, specifier) {
  const bare = specifier.replace(/\?.*$/, '');
  if (bare.startsWith('.')) return posix.join(dirname(from), bare);
  if (bare.startsWith('node:')) return bare.slice('node:'.length);
  return builtinModules.includes(bare) ? bare : `node_modules/${bare}`;
}

const importZones = {
  meta: { type: 'problem', schema: [], messages: { broken: '{{comment}} ({{name}})' } },
  create(context) {
    const from = pathIn(context);
    const check = (source) => {
      if (source?.type !== 'Literal' || typeof source.value !== 'string') return;
      for (const { name, comment } of brokenRules(from, pathOfSpecifier(from, source.value))) {
        context.report({ node: source, messageId: 'broken', data: { name, comment } });
      }
    };
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSImportType: (node) => check(node.source ?? node.argument?.literal),
      'CallExpression[callee.name="require"]': (node) => check(node.arguments[0]),
    };
  },
};

const VAGUE = /^(utils?|helpers?|managers?|common|shared|misc|lib)$/;

const nameAfterSubject = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      vague:
        '"{{part}}" says what kind of code this is, not what it is about. Name it after what flows through it or what is seen; shared pieces live under their subject.',
      kebab:
        'Files are kebab-case (components PascalCase.svelte), so that they sort and type the same everywhere: rename {{file}}.',
    },
  },
  create(context) {
    return {
      Program(node) {
        const parts = pathIn(context).split('/');
        const file = parts.pop() ?? '';
        const stem = basename(file).replace(/^\./, '').replace(/\..*$/, '');
        const vague = [...parts, stem].find((part) => VAGUE.test(part));
        if (vague !== undefined) context.report({ node, messageId: 'vague', data: { part: vague } });
        const isComponent = file.endsWith('.svelte');
        const fits = isComponent ? /^[A-Z][A-Za-z0-9]*$/.test(stem) : /^[a-z0-9]+(-[a-z0-9]+)*$/.test(stem);
        if (!fits) context.report({ node, messageId: 'kebab', data: { file } });
      },
    };
  },
};

const disableHasReason = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      bare: 'Say why this place may break the rule: "eslint-disable-next-line RULE -- reason". Without a reason nobody dares to remove it.',
    },
  },
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          const isDisable = /^\s*eslint-disable/.test(comment.value);
          if (isDisable && !/\s--\s+\S/.test(comment.value))
            context.report({ loc: comment.loc, messageId: 'bare' });
        }
      },
    };
  },
};

const emptyCatchNamesItsError = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      silent:
        'This catch swallows every error, bugs too. Name the one it expects in a comment inside it, or return a Problem, or let it throw.',
    },
  },
  create(context) {
    return {
      CatchClause(node) {
        const isEmpty = node.body.body.length === 0;
        if (isEmpty && context.sourceCode.getCommentsInside(node.body).length === 0) {
          context.report({ node, messageId: 'silent' });
        }
      },
      'CallExpression[callee.property.name="catch"] > ArrowFunctionExpression[body.type="BlockStatement"]'(
        node,
      ) {
        const isEmpty = node.body.body.length === 0;
        if (isEmpty && context.sourceCode.getCommentsInside(node.body).length === 0) {
          context.report({ node, messageId: 'silent' });
        }
      },
    };
  },
};

export const projectPlugin = {
  rules: {
    'import-zones': importZones,
    'name-after-subject': nameAfterSubject,
    'disable-has-reason': disableHasReason,
    'empty-catch-names-its-error': emptyCatchNamesItsError,
  },
};
