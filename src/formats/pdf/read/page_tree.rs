//! The page tree (ISO 32000-2, 7.7.3): the pages in order, also where the tree is not as it should
//! be and viewers open the file all the same.

use crate::formats::pdf::syntax::object;
use crate::model::Limits;
use kurbo::Rect;
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};
use std::collections::BTreeSet;

/// A page with its inherited attributes (7.7.3.4).
#[derive(Clone, Debug)]
pub(crate) struct PageEntry {
    /// Its page object.
    pub(crate) id: ObjectId,
    /// Its resources, own or inherited, as in the file: a reference or a dictionary.
    pub(crate) resources: Option<Object>,
    /// The visible area in points: the crop box within the media box.
    pub(crate) crop: Rect,
    /// By how many quarters it is shown turned, clockwise.
    pub(crate) quarters: u8,
    /// What it inherited or has itself of what pages inherit.
    inherited: Dictionary,
}

/// The pages of the tree in order. A page that is a direct object in the tree gets an object of its
/// own, and a tree that other readers could understand otherwise is replaced by a plain one.
pub(crate) fn pages(doc: &mut Document, limits: &Limits) -> Vec<PageEntry> {
    let mut walk =
        TreeWalk { seen: BTreeSet::new(), pages: Vec::new(), repeats: MOST_REPEATS, odd: false };
    let root = doc.trailer.get(b"Root").ok().and_then(|r| r.as_reference().ok());
    let catalog = root.and_then(|id| doc.objects.get(&id)).and_then(object::as_dict);
    let tree = match catalog.and_then(|c| c.get(b"Pages").ok()) {
        Some(Object::Reference(id)) => Some(*id),
        Some(Object::Dictionary(direct)) => {
            walk.odd = true;
            let direct = direct.clone();
            Some(doc.add_object(direct))
        }
        _ => None,
    };
    if let Some(tree) = tree {
        walk.node(doc, tree, &Dictionary::new(), limits.depth);
        walk.odd |= count(doc, tree) != i64::try_from(walk.pages.len()).ok();
    }
    if walk.pages.is_empty() {
        walk.odd = true;
        walk.pages = loose_pages(doc);
    }
    if walk.odd && !walk.pages.is_empty() {
        write_plain_tree(doc, root, &walk.pages);
    }
    walk.pages
}

/// The number of pages that a tree says it has.
fn count(doc: &Document, tree: ObjectId) -> Option<i64> {
    let node = doc.objects.get(&tree).and_then(object::as_dict)?;
    object::get(doc, node, b"Count")?.as_i64().ok()
}

/// How often pages that stand in a tree more than once are shown again.
const MOST_REPEATS: usize = 500;

/// Attributes that a page inherits.
const INHERITED: [&[u8]; 4] = [b"Resources", b"MediaBox", b"CropBox", b"Rotate"];

struct TreeWalk {
    seen: BTreeSet<ObjectId>,
    pages: Vec<PageEntry>,
    /// How many more times a page may be shown again.
    repeats: usize,
    /// Whether anything is not as it should be.
    odd: bool,
}

impl TreeWalk {
    fn node(&mut self, doc: &mut Document, id: ObjectId, inherited: &Dictionary, depth: usize) {
        if depth == 0 || !self.seen.insert(id) {
            self.odd = true;
            if depth > 0 {
                self.page_again(doc, id, inherited);
            }
            return;
        }
        make_kids_indirect(doc, id);
        let Some(node) = doc.objects.get(&id).and_then(object::as_dict) else {
            self.odd = true;
            return;
        };
        let passed = with_own(inherited, node);
        let inner = object::is_type(doc, node, b"Pages");
        let page = object::is_type(doc, node, b"Page");
        self.odd |= !inner && !page;
        let kids = object::get(doc, node, b"Kids").filter(|_| !page);
        let kids: Option<Vec<Option<ObjectId>>> = match kids {
            Some(Object::Array(kids)) => {
                Some(kids.iter().map(|kid| kid.as_reference().ok()).collect())
            }
            // A single node in place of a list.
            Some(Object::Dictionary(_)) => {
                self.odd = true;
                Some(vec![node.get(b"Kids").ok().and_then(|kid| kid.as_reference().ok())])
            }
            _ => None,
        };
        match kids {
            Some(kids) => {
                self.odd |= kids.contains(&None);
                for kid in kids.into_iter().flatten() {
                    self.node(doc, kid, &passed, depth - 1);
                }
            }
            None if inner && !node.has(b"Contents") => self.odd = true,
            None => self.pages.push(page_entry(doc, id, &passed)),
        }
    }
}

impl TreeWalk {
    /// A page that stands in the tree once more is shown once more: as a page of its own.
    fn page_again(&mut self, doc: &mut Document, id: ObjectId, inherited: &Dictionary) {
        let page = doc.objects.get(&id).and_then(object::as_dict);
        let page = page.filter(|page| object::is_type(doc, page, b"Page") && self.repeats > 0);
        let Some(page) = page.cloned() else { return };
        self.repeats -= 1;
        let passed = with_own(inherited, &page);
        let again = doc.add_object(page);
        self.pages.push(page_entry(doc, again, &passed));
    }
}

/// The attributes that the children of a node inherit.
fn with_own(inherited: &Dictionary, node: &Dictionary) -> Dictionary {
    let mut passed = inherited.clone();
    for key in INHERITED {
        if let Ok(value) = node.get(key) {
            passed.set(key, value.clone());
        }
    }
    passed
}

/// Pages that no tree leads to, in order of their numbers.
fn loose_pages(doc: &Document) -> Vec<PageEntry> {
    let found = doc.objects.iter().filter(|(_, object)| {
        object::as_dict(object).is_some_and(|dict| object::is_type(doc, dict, b"Page"))
    });
    found.map(|(id, _)| page_entry(doc, *id, &inherited_from_parents(doc, *id))).collect()
}

/// Deepest chain of parents that is followed.
const MAX_PARENTS: usize = 64;

fn inherited_from_parents(doc: &Document, page: ObjectId) -> Dictionary {
    let mut chain = Vec::new();
    let mut at = Some(page);
    while let Some(node) = at.and_then(|id| doc.objects.get(&id)).and_then(object::as_dict) {
        chain.push(node);
        at = node.get(b"Parent").ok().and_then(|parent| parent.as_reference().ok());
        if chain.len() > MAX_PARENTS {
            break;
        }
    }
    chain.into_iter().rev().fold(Dictionary::new(), |passed, node| with_own(&passed, node))
}

/// Puts all pages into one node, each with the attributes that it inherited.
fn write_plain_tree(doc: &mut Document, root: Option<ObjectId>, pages: &[PageEntry]) {
    let kids: Vec<Object> = pages.iter().map(|page| page.id.into()).collect();
    let count = i64::try_from(kids.len()).unwrap_or(i64::MAX);
    let tree = doc.add_object(dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count });
    for page in pages {
        let media = page.inherited.clone();
        let Some(Object::Dictionary(dict)) = doc.objects.get_mut(&page.id) else { continue };
        for (key, value) in media {
            dict.set(key, value);
        }
        dict.set("Type", "Page");
        dict.set("Parent", tree);
    }
    let catalog = root.filter(|id| matches!(doc.objects.get(id), Some(Object::Dictionary(_))));
    match catalog.and_then(|id| doc.objects.get_mut(&id)) {
        Some(Object::Dictionary(catalog)) => {
            catalog.set("Type", "Catalog");
            catalog.set("Pages", tree);
        }
        _ => {
            let catalog = doc.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
            doc.trailer.set("Root", catalog);
        }
    }
}

/// Gives page nodes that are direct objects in `Kids` an object of their own.
fn make_kids_indirect(doc: &mut Document, id: ObjectId) {
    let Some(Object::Dictionary(node)) = doc.objects.get(&id) else { return };
    let Some(kids) = object::array(doc, node, b"Kids") else { return };
    if !kids.iter().any(|k| matches!(k, Object::Dictionary(_))) {
        return;
    }
    let kids = kids.clone();
    let moved: Vec<Object> = kids
        .into_iter()
        .map(|kid| match kid {
            Object::Dictionary(_) => Object::Reference(doc.add_object(kid)),
            other => other,
        })
        .collect();
    if let Some(Object::Dictionary(node)) = doc.objects.get_mut(&id) {
        node.set("Kids", Object::Array(moved));
    }
}

/// A4, for a page without a size.
const DEFAULT_MEDIA: Rect = Rect::new(0.0, 0.0, 595.0, 842.0);

fn page_entry(doc: &Document, id: ObjectId, passed: &Dictionary) -> PageEntry {
    let media =
        object::rect(doc, passed, b"MediaBox").filter(|r| r.area() > 0.0).unwrap_or(DEFAULT_MEDIA);
    let crop = object::rect(doc, passed, b"CropBox")
        .map(|c| c.intersect(media))
        .filter(|r| r.area() > 0.0)
        .unwrap_or(media);
    let resources = passed.get(b"Resources").ok().filter(|r| !r.is_null()).cloned();
    let turn = object::get(doc, passed, b"Rotate").and_then(|o| o.as_i64().ok()).unwrap_or(0);
    let quarters = u8::try_from(turn.rem_euclid(360) / 90).unwrap_or(0);
    PageEntry { id, resources, crop, quarters, inherited: passed.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file with these nodes from number 10 on, of which the first is the tree.
    fn read(nodes: Vec<Dictionary>, tree: Object) -> (Document, Vec<PageEntry>) {
        let mut doc = Document::with_version("1.7");
        for (number, node) in (10_u32..).zip(nodes) {
            doc.objects.insert((number, 0), Object::Dictionary(node));
        }
        doc.max_id = 20;
        let root = doc.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
        doc.trailer.set("Root", root);
        let pages = pages(&mut doc, &Limits::default());
        (doc, pages)
    }

    fn reference(number: u32) -> Object {
        Object::Reference((number, 0))
    }

    #[test]
    fn pages_are_found_as_viewers_find_them() {
        let page = || dictionary! { "Type" => "Page" };
        let tree = |kids: Object| dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 1 };
        let list = |numbers: &[u32]| -> Object {
            Object::Array(numbers.iter().map(|n| reference(*n)).collect())
        };
        for (nodes, root) in [
            (vec![tree(list(&[11])), page()], reference(10)),
            (vec![tree(list(&[11])), dictionary! {}], reference(10)),
            (vec![tree(reference(11)), page()], reference(10)),
            (vec![tree(list(&[11, 99])), page()], reference(10)),
            (vec![tree(list(&[10, 11])), page()], reference(10)),
            (vec![tree(list(&[99])), page()], reference(10)),
            (vec![dictionary! {}, page()], Object::Dictionary(tree(list(&[11])))),
            (vec![dictionary! {}, page()], reference(77)),
            (vec![dictionary! { "Type" => "Pages" }, page()], reference(10)),
        ] {
            let (doc, pages) = read(nodes, root);
            assert_eq!(pages.iter().map(|page| page.id.0).collect::<Vec<_>>(), [11]);
            assert_eq!(doc.get_pages().len(), 1);
        }
    }

    #[test]
    fn a_page_that_stands_in_the_tree_twice_is_two_pages() {
        let kids = Object::Array(vec![reference(11), reference(12), reference(11)]);
        let tree = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 3 };
        let page = || dictionary! { "Type" => "Page" };
        let (doc, pages) = read(vec![tree, page(), page()], reference(10));
        assert_eq!((pages.len(), doc.get_pages().len()), (3, 3));
        assert!(pages[2].id != pages[0].id);
    }

    #[test]
    fn what_pages_inherit_stays_theirs() {
        let size = || Object::Array(vec![0.into(), 0.into(), 100.into(), 50.into()]);
        let tree = dictionary! { "Type" => "Pages", "MediaBox" => size(), "Kids" => reference(11) };
        let (doc, pages) = read(vec![tree, dictionary! { "Type" => "Page" }], reference(10));
        assert_eq!(pages[0].crop, Rect::new(0.0, 0.0, 100.0, 50.0));
        assert!(doc.objects[&(11, 0)].as_dict().unwrap().has(b"MediaBox"));
    }
}
