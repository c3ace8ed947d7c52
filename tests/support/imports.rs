//! Which source file takes which names from which other file, read with a real parser.
//!
//! A path is followed to the file that defines the name, through `use` declarations, aliases and
//! re-exports, so that a `mod.rs` which only hands names on is in nobody's way. Code under
//! `#[cfg(test)]` does not count, nor does a `mod x;` line.

use proc_macro2::{TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use syn::visit::Visit;
use syn::{Attribute, Item, UseTree};

/// Root of the modules of the binary, which is a crate of its own.
const BINARY: &str = "main";

/// A path as its segments: `["crate", "model", "Span"]`.
type Segments = Vec<String>;

/// An import from one file into another, with the path as it was resolved.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Import {
    /// The file that uses the name, below `src`, with `/`.
    pub from: String,
    /// The file that defines it.
    pub to: String,
    /// The name, as a path from the root of the crate.
    pub name: String,
}

/// The source of a crate: modules, what each defines and hands on, and every path that it names.
#[derive(Default)]
pub struct Sources {
    modules: BTreeMap<Segments, Module>,
}

#[derive(Default)]
struct Module {
    file: String,
    defined: BTreeSet<String>,
    /// What a name in this module stands for, by `use`.
    aliases: BTreeMap<String, Segments>,
    globs: Vec<Segments>,
    paths: BTreeSet<Segments>,
    invoked: BTreeSet<String>,
}

impl Sources {
    /// Reads `lib.rs`, `main.rs` and every file that they reach.
    pub fn read(root: &Path) -> Self {
        let mut out = Self::default();
        out.file(root, &root.join("lib.rs"), Vec::new());
        out.file(root, &root.join("main.rs"), vec![BINARY.to_owned()]);
        out
    }

    /// The same for sources that are given as text: path below `src`, and content.
    pub fn of(files: &[(&str, &str)]) -> Self {
        let mut out = Self::default();
        for (file, text) in files {
            let mut module: Segments =
                file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
            if module.last().is_some_and(|m| ["mod", "lib", "main"].contains(&m.as_str())) {
                module.pop();
            }
            let parsed = syn::parse_file(text).expect("the source parses");
            out.items(&parsed.items, &module, file);
        }
        out
    }

    fn file(&mut self, root: &Path, path: &Path, module: Segments) {
        let text = fs::read_to_string(path).expect("a module has its file");
        let parsed = syn::parse_file(&text).expect("the source parses");
        let name = path.strip_prefix(root).expect("below src").to_string_lossy().replace('\\', "/");
        for child in self.items(&parsed.items, &module, &name) {
            let folder = match path.file_name().and_then(|n| n.to_str()) {
                Some("mod.rs" | "lib.rs" | "main.rs") => path.with_file_name(""),
                _ => path.with_extension(""),
            };
            let below: PathBuf = child[module.len()..].iter().collect();
            let flat = folder.join(&below).with_extension("rs");
            let nested = folder.join(&below).join("mod.rs");
            self.file(root, if flat.is_file() { &flat } else { &nested }, child);
        }
    }

    /// Takes in the items of a module; the modules that have files of their own are returned.
    fn items(&mut self, items: &[Item], path: &Segments, file: &str) -> Vec<Segments> {
        let mut children = Vec::new();
        let mut found = Module { file: file.to_owned(), ..Module::default() };
        for item in items {
            if is_test(attributes(item)) {
                continue;
            }
            found.defined.extend(defined(item));
            match item {
                Item::Mod(inner) => {
                    let mut child = path.clone();
                    child.push(inner.ident.to_string());
                    match &inner.content {
                        Some((_, items)) => children.extend(self.items(items, &child, file)),
                        None => children.push(child),
                    }
                }
                Item::Use(import) => found.import(&import.tree, Vec::new()),
                other => found.visit_item(other),
            }
        }
        let known = self.modules.entry(path.clone()).or_default();
        known.file = if known.file.is_empty() { found.file } else { known.file.clone() };
        known.defined.extend(found.defined);
        known.aliases.extend(found.aliases);
        known.globs.extend(found.globs);
        known.paths.extend(found.paths);
        known.invoked.extend(found.invoked);
        children
    }

    /// Every import between two files.
    pub fn imports(&self) -> BTreeSet<Import> {
        let mut out = BTreeSet::new();
        for (path, module) in &self.modules {
            let used = module.aliases.values().chain(&module.paths).chain(&module.globs);
            for segments in used {
                let Some(name) = self.absolute(path, segments) else { continue };
                let Some(to) = self.defining_file(&name, 0) else { continue };
                if to != module.file {
                    let (from, name) = (module.file.clone(), name.join("::"));
                    out.insert(Import { from, to: to.to_owned(), name });
                }
            }
        }
        out
    }

    /// Every path of a file that begins with a name from outside the crate: `["lopdf", "Object"]`.
    pub fn outside(&self) -> BTreeSet<(String, Segments)> {
        let mut out = BTreeSet::new();
        for (path, module) in &self.modules {
            for segments in module.aliases.values().chain(&module.paths).chain(&module.globs) {
                let first = segments.first().map(String::as_str).unwrap_or_default();
                let own = self.absolute(path, segments).is_some()
                    || module.aliases.contains_key(first)
                    || module.defined.contains(first);
                if !own && !["self", "Self"].contains(&first) {
                    out.insert((module.file.clone(), segments.clone()));
                }
            }
        }
        out
    }

    /// The macros that each file invokes, by their last name.
    pub fn invoked(&self) -> BTreeSet<(String, String)> {
        let named = |m: &Module| m.invoked.iter().map(|i| (m.file.clone(), i.clone())).collect();
        self.modules.values().flat_map(|m| -> Vec<_> { named(m) }).collect()
    }

    /// All files, for counting.
    pub fn files(&self) -> BTreeSet<&str> {
        self.modules.values().map(|m| m.file.as_str()).collect()
    }

    /// A path from the root of the crate; `None` for one that leads out of it.
    fn absolute(&self, here: &Segments, path: &[String]) -> Option<Segments> {
        let first = path.first()?.as_str();
        let joined = |base: &[String], rest: &[String]| [base, rest].concat();
        match first {
            "crate" if here.first().is_some_and(|m| m == BINARY) => {
                Some(joined(&here[..1], &path[1..]))
            }
            "crate" | "redact" => Some(path[1..].to_vec()),
            "self" => Some(joined(here, &path[1..])),
            "super" => {
                let up = path.iter().take_while(|s| *s == "super").count();
                let base = here.get(..here.len().checked_sub(up)?)?;
                Some(joined(base, &path[up..]))
            }
            _ => {
                let module = self.modules.get(here)?;
                if let Some(target) = module.aliases.get(first) {
                    // An alias may not lead through itself: `use crate::a::b; b::c`.
                    let own = target.first().is_some_and(|t| t == first);
                    return if own {
                        None
                    } else {
                        self.absolute(here, &joined(target, &path[1..]))
                    };
                }
                let child = joined(here, &path[..1]);
                self.modules.contains_key(&child).then(|| joined(here, path))
            }
        }
    }

    /// The file in which the last known name of this path is defined.
    fn defining_file(&self, name: &[String], depth: usize) -> Option<&str> {
        let mut at = 0;
        while at < name.len() && self.modules.contains_key(&name[..=at]) {
            at += 1;
        }
        let module = self.modules.get(&name[..at])?;
        let Some(item) = name.get(at).filter(|_| depth < 16) else {
            // The path ends at a module: nothing of the module itself is named.
            return None;
        };
        if module.defined.contains(item) {
            return Some(&module.file);
        }
        let here = name[..at].to_vec();
        let onward = |target: &[String]| {
            let target = self.absolute(&here, target)?;
            self.defining_file(&[&target, &name[at + 1..]].concat(), depth + 1)
        };
        if let Some(target) = module.aliases.get(item) {
            return onward(target);
        }
        module.globs.iter().find_map(|glob| {
            let target = self.absolute(&here, glob)?;
            self.defining_file(&[&target, &name[at..]].concat(), depth + 1)
        })
    }
}

/// The files that import each other in circles: each group with the imports that tie it.
pub fn circles(imports: &BTreeSet<Import>) -> Vec<Vec<&Import>> {
    let mut reach: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for import in imports {
        reach.entry(&import.from).or_default().insert(&import.to);
    }
    let files: Vec<&str> = reach.keys().copied().collect();
    for file in &files {
        let mut open: Vec<&str> = reach[file].iter().copied().collect();
        let mut seen: BTreeSet<&str> = open.iter().copied().collect();
        while let Some(next) = open.pop() {
            for further in reach.get(next).into_iter().flatten() {
                if seen.insert(further) {
                    open.push(further);
                }
            }
        }
        reach.insert(file, seen);
    }
    let tied = |a: &str, b: &str| {
        reach.get(a).is_some_and(|r| r.contains(b)) && reach.get(b).is_some_and(|r| r.contains(a))
    };
    let mut out: BTreeMap<&str, Vec<&Import>> = BTreeMap::new();
    for import in imports.iter().filter(|i| tied(&i.from, &i.to)) {
        let first = files.iter().find(|f| tied(f, &import.from)).copied().unwrap_or_default();
        out.entry(first).or_default().push(import);
    }
    out.into_values().collect()
}

impl Module {
    fn import(&mut self, tree: &UseTree, mut base: Segments) {
        match tree {
            UseTree::Path(path) => {
                base.push(path.ident.to_string());
                self.import(&path.tree, base);
            }
            UseTree::Name(name) => self.alias(base, &name.ident.to_string(), None),
            UseTree::Rename(name) => {
                self.alias(base, &name.ident.to_string(), Some(name.rename.to_string()));
            }
            UseTree::Glob(_) => self.globs.push(base),
            UseTree::Group(group) => {
                group.items.iter().for_each(|tree| self.import(tree, base.clone()));
            }
        }
    }

    fn alias(&mut self, mut base: Segments, name: &str, renamed: Option<String>) {
        let last = if name == "self" {
            base.last().cloned().unwrap_or_default()
        } else {
            base.push(name.to_owned());
            name.to_owned()
        };
        let known = renamed.unwrap_or(last);
        // `use x as _` names nothing, but is an import all the same.
        let key = if known == "_" { format!("_{}", base.join("::")) } else { known };
        self.aliases.insert(key, base);
    }

    /// Paths within the tokens of a macro.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Segments = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.path(std::mem::take(&mut path));
                    }
                    path.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Punct(p) if p.as_char() == ':' => colons += 1,
                TokenTree::Group(group) => {
                    self.path(std::mem::take(&mut path));
                    colons = 0;
                    self.tokens(group.stream());
                }
                _ => {
                    self.path(std::mem::take(&mut path));
                    colons = 0;
                }
            }
        }
        self.path(path);
    }

    fn path(&mut self, path: Segments) {
        if path.len() > 1 {
            self.paths.insert(path);
        }
    }
}

impl<'ast> Visit<'ast> for Module {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.path(path.segments.iter().map(|s| s.ident.to_string()).collect());
        syn::visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, invoked: &'ast syn::Macro) {
        self.visit_path(&invoked.path);
        self.invoked.extend(invoked.path.segments.last().map(|s| s.ident.to_string()));
        self.tokens(invoked.tokens.clone());
    }

    fn visit_item_use(&mut self, inner: &'ast syn::ItemUse) {
        // Within a function; taken for the whole module, which errs on the strict side.
        self.import(&inner.tree, Vec::new());
    }

    fn visit_impl_item_fn(&mut self, method: &'ast syn::ImplItemFn) {
        if !is_test(&method.attrs) {
            syn::visit::visit_impl_item_fn(self, method);
        }
    }

    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {
        // `pub(in crate::formats)` takes no name from anywhere.
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|a| {
        let syn::Meta::List(list) = &a.meta else { return false };
        let condition = list.tokens.to_string();
        list.path.is_ident("cfg") && condition.contains("test") && !condition.contains("not")
    })
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(i) => &i.attrs,
        Item::Enum(i) => &i.attrs,
        Item::Fn(i) => &i.attrs,
        Item::Impl(i) => &i.attrs,
        Item::Macro(i) => &i.attrs,
        Item::Mod(i) => &i.attrs,
        Item::Static(i) => &i.attrs,
        Item::Struct(i) => &i.attrs,
        Item::Trait(i) => &i.attrs,
        Item::Type(i) => &i.attrs,
        Item::Use(i) => &i.attrs,
        _ => &[],
    }
}

fn defined(item: &Item) -> Option<String> {
    Some(match item {
        Item::Const(i) => i.ident.to_string(),
        Item::Enum(i) => i.ident.to_string(),
        Item::Fn(i) => i.sig.ident.to_string(),
        Item::Macro(i) => i.ident.as_ref()?.to_string(),
        Item::Static(i) => i.ident.to_string(),
        Item::Struct(i) => i.ident.to_string(),
        Item::Trait(i) => i.ident.to_string(),
        Item::Type(i) => i.ident.to_string(),
        Item::Union(i) => i.ident.to_string(),
        _ => return None,
    })
}
