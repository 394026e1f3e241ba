// html`<p class=${c}>…</p>`: markup in a tagged template, made into calls of Preact's h().
//
// Each template is parsed once and kept by its strings (which the language makes unique for each
// place in the source), so that a render only fills the holes. It knows elements, components
// (<${Card} a=${1}/>), attributes (plain, "quoted with ${holes}", flags, ...${spread}), text,
// comments and <//> as the end of whatever is open. Line breaks around text are layout, and dropped.
import { h } from './lib.js';

const HOLE = '\u0001';
const templates = new WeakMap();

export function html(strings, ...values) {
  let template = templates.get(strings);
  if (!template) {
    template = compile(strings);
    templates.set(strings, template);
  }
  return template(values);
}

/** Strings of a template -> a function of its values, which makes the node or list of nodes. */
export function compile(strings) {
  const reader = { text: strings.join(HOLE), at: 0, holes: 0 };
  const roots = children(reader, null);
  return roots.length === 1 ? roots[0] : values => roots.map(root => root(values));
}

function children(reader, parent) {
  const parts = [];
  for (;;) {
    const { text, at } = reader;
    if (at >= text.length) {
      if (parent) throw new SyntaxError(`<${parent}> is never closed`);
      return parts;
    }
    if (text.startsWith('</', at)) {
      close(reader, parent);
      return parts;
    }
    if (text.startsWith('<!--', at)) {
      const end = text.indexOf('-->', at) + 3;
      reader.holes += text.slice(at, end).split(HOLE).length - 1;
      reader.at = end;
    } else if (text[at] === '<') {
      parts.push(element(reader));
    } else {
      parts.push(...texts(reader));
    }
  }
}

function close(reader, parent) {
  const [tag, name] = match(reader, /<\/([^>]*)>/y, 'a closing tag');
  for (const c of tag) if (c === HOLE) reader.holes++;
  if (!parent) throw new SyntaxError(`${tag} closes nothing`);
  const named = name !== '/' && name !== '' && name !== HOLE;
  if (named && name.trim() !== parent) throw new SyntaxError(`${tag} closes <${parent}>`);
}

function texts(reader) {
  const [run] = match(reader, /[^<]+/y, 'text');
  const parts = [];
  run.split(HOLE).forEach((piece, i) => {
    if (i > 0) parts.push(hole(reader));
    const text = piece.replace(/^\s*\n\s*|\s*\n\s*$/g, '');
    if (text) parts.push(() => text);
  });
  return parts;
}

function element(reader) {
  const [, name] = match(reader, /<(\u0001|[^\s/>\u0001]+)/y, 'a tag');
  const tag = name === HOLE ? hole(reader) : () => name;
  const setters = [];
  for (;;) {
    const [token] = match(reader, /\s*(?:\/>|>|\.\.\.\u0001|[^\s=/>\u0001]+)/y, `an attribute of <${name}>`);
    const word = token.trim();
    if (word === '/>') return build(tag, setters, []);
    if (word === '>') return build(tag, setters, children(reader, name));
    if (word.startsWith('...')) {
      const spread = hole(reader);
      setters.push((props, values) => Object.assign(props, spread(values)));
    } else {
      const value = attribute(reader);
      setters.push((props, values) => { props[word] = value(values); });
    }
  }
}

function attribute(reader) {
  if (reader.text[reader.at] !== '=') return () => true;
  const [token] = match(reader, /="[^"]*"|='[^']*'|=\u0001|=[^\s/>\u0001"']+/y, 'a value');
  const raw = token.slice(1);
  if (raw === HOLE) return hole(reader);
  const pieces = raw.replace(/^["']|["']$/g, '').split(HOLE);
  if (pieces.length === 1) return () => pieces[0];
  const holes = pieces.slice(1).map(() => hole(reader));
  if (holes.length === 1 && !pieces[0] && !pieces[1]) return holes[0];
  return values => pieces.map((piece, i) => (i ? String(holes[i - 1](values) ?? '') : '') + piece).join('');
}

function build(tag, setters, parts) {
  return values => {
    const props = {};
    for (const set of setters) set(props, values);
    return h(tag(values), props, ...parts.map(part => part(values)));
  };
}

function hole(reader) {
  const index = reader.holes++;
  return values => values[index];
}

function match(reader, pattern, expected) {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text);
  if (!found) {
    const near = reader.text.slice(reader.at, reader.at + 40).replaceAll(HOLE, '${…}');
    throw new SyntaxError(`expected ${expected} at: ${near}`);
  }
  reader.at = pattern.lastIndex;
  return found;
}
