//! Pages of two files that are the same object for object, so that they need not be drawn.

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::Page;
use std::collections::BTreeSet;

/// Deepest nesting that is compared; what lies deeper counts as different.
const DEPTH: usize = 60;

/// By what part of itself a number may differ.
const PRECISION: f64 = 1e-6;

/// Entries of a page that decide what is drawn (ISO 32000-2, table 31).
const DRAWN: [&[u8]; 4] = [b"MediaBox", b"CropBox", b"Rotate", b"UserUnit"];

/// Entries that say nothing about what is drawn: how a stream is packed, who made it and when.
const IGNORED: [&[u8]; 9] = [
    b"Length",
    b"Filter",
    b"DecodeParms",
    b"DL",
    b"Metadata",
    b"PieceInfo",
    b"LastModified",
    b"StructParents",
    b"StructParent",
];

/// Compares pages of two files by their index.
pub(super) struct PageComparison<'p> {
    one: &'p Pdf,
    other: &'p Pdf,
    /// Pairs of objects that are the same, or are being compared.
    same: BTreeSet<ObjectPair>,
    /// Pairs of objects that are not.
    different: BTreeSet<ObjectPair>,
}

type ObjectPair = (ObjectIdentifier, ObjectIdentifier);

impl<'p> PageComparison<'p> {
    pub(super) fn new(one: &'p Pdf, other: &'p Pdf) -> Self {
        Self { one, other, same: BTreeSet::new(), different: BTreeSet::new() }
    }

    /// Whether two pages draw the same: the same content with the same resources. When in doubt
    /// they do not.
    pub(super) fn are_the_same(&mut self, number: usize) -> bool {
        let (Some(one), Some(other)) =
            (self.one.pages().get(number), self.other.pages().get(number))
        else {
            return false;
        };
        let drawn = DRAWN.iter().all(|key| self.entries(one.raw(), other.raw(), key, DEPTH));
        drawn && one.page_stream() == other.page_stream() && self.resources(one, other)
    }

    /// Whether a page of the other file has as many fonts, images and forms to draw with. A page
    /// without its font may still have all of its letters, and shows none.
    pub(super) fn has_resources(&self, number: usize) -> bool {
        let (Some(one), Some(other)) =
            (self.one.pages().get(number), self.other.pages().get(number))
        else {
            return false;
        };
        let (one, other) = (one.resources(), other.resources());
        let count = |dict: &Dict<'p>| dict.keys().count();
        count(&other.fonts) >= count(&one.fonts)
            && count(&other.x_objects) >= count(&one.x_objects)
            && count(&other.patterns) >= count(&one.patterns)
    }

    fn resources(&mut self, one: &Page<'p>, other: &Page<'p>) -> bool {
        let (one, other) = (one.resources(), other.resources());
        self.dicts(&one.ext_g_states, &other.ext_g_states, DEPTH)
            && self.dicts(&one.fonts, &other.fonts, DEPTH)
            && self.dicts(&one.properties, &other.properties, DEPTH)
            && self.dicts(&one.color_spaces, &other.color_spaces, DEPTH)
            && self.dicts(&one.x_objects, &other.x_objects, DEPTH)
            && self.dicts(&one.patterns, &other.patterns, DEPTH)
            && self.dicts(&one.shadings, &other.shadings, DEPTH)
    }

    fn dicts(&mut self, one: &Dict<'p>, other: &Dict<'p>, depth: usize) -> bool {
        let keys = |dict: &Dict<'p>| -> BTreeSet<Vec<u8>> {
            let keys = dict.keys().map(|k| k.as_ref().to_vec());
            keys.filter(|k| !IGNORED.contains(&k.as_slice())).collect()
        };
        let all = keys(one);
        all == keys(other) && all.iter().all(|key| self.entries(one, other, key, depth))
    }

    fn entries(&mut self, one: &Dict<'p>, other: &Dict<'p>, key: &[u8], depth: usize) -> bool {
        let (one, other) = (one.get_raw::<Object<'p>>(key), other.get_raw::<Object<'p>>(key));
        match (one, other) {
            (None, None) => true,
            (Some(one), Some(other)) => self.values(one, other, depth),
            _ => false,
        }
    }

    fn values(
        &mut self,
        one: MaybeRef<Object<'p>>,
        other: MaybeRef<Object<'p>>,
        depth: usize,
    ) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        let ids = match (&one, &other) {
            (MaybeRef::Ref(one), MaybeRef::Ref(other)) => {
                let ids = (ObjectIdentifier::from(*one), ObjectIdentifier::from(*other));
                if self.different.contains(&ids) {
                    return false;
                }
                if !self.same.insert(ids) {
                    return true;
                }
                Some(ids)
            }
            _ => None,
        };
        let resolved = |value: MaybeRef<Object<'p>>, pdf: &'p Pdf| match value {
            MaybeRef::Ref(id) => pdf.xref().get::<Object<'p>>(id.into()),
            MaybeRef::NotRef(object) => Some(object),
        };
        let same = match (resolved(one, self.one), resolved(other, self.other)) {
            (Some(one), Some(other)) => self.objects(&one, &other, depth),
            (one, other) => one.is_none() && other.is_none(),
        };
        if let Some(ids) = ids.filter(|_| !same) {
            // What was found the same may have leaned on this pair.
            self.same.clear();
            self.different.insert(ids);
        }
        same
    }

    fn objects(&mut self, one: &Object<'p>, other: &Object<'p>, depth: usize) -> bool {
        match (one, other) {
            (Object::Null(_), Object::Null(_)) => true,
            (Object::Boolean(one), Object::Boolean(other)) => one == other,
            (Object::Number(one), Object::Number(other)) => {
                // The writer keeps 32 bits of a number.
                let (one, other) = (one.as_f64(), other.as_f64());
                (one - other).abs() <= one.abs().max(1.0) * PRECISION
            }
            (Object::String(one), Object::String(other)) => one.as_bytes() == other.as_bytes(),
            (Object::Name(one), Object::Name(other)) => one.as_ref() == other.as_ref(),
            (Object::Array(one), Object::Array(other)) => self.arrays(one, other, depth),
            (Object::Dict(one), Object::Dict(other)) => self.dicts(one, other, depth),
            (Object::Stream(one), Object::Stream(other)) => self.streams(one, other, depth),
            _ => false,
        }
    }

    fn arrays(&mut self, one: &Array<'p>, other: &Array<'p>, depth: usize) -> bool {
        let one: Vec<MaybeRef<Object<'p>>> = one.raw_iter().collect();
        let other: Vec<MaybeRef<Object<'p>>> = other.raw_iter().collect();
        one.len() == other.len()
            && one.into_iter().zip(other).all(|(one, other)| self.values(one, other, depth))
    }

    fn streams(&mut self, one: &Stream<'p>, other: &Stream<'p>, depth: usize) -> bool {
        let packed = one.filters() == other.filters() && one.raw_data() == other.raw_data();
        let data = packed
            || matches!((one.decoded_data(), other.decoded_data()), (Ok(a), Ok(b)) if a == b);
        data && self.dicts(one.dict(), other.dict(), depth)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::rawpdf::{RawPdf, page_dict};
    use super::*;

    fn same(change: impl Fn(&mut RawPdf)) -> bool {
        let build = |change: &dyn Fn(&mut RawPdf)| {
            let mut pdf = RawPdf::page("BT /F1 12 Tf (a) Tj ET /X1 Do");
            pdf.put(3, &page_dict("", "/XObject<</X1 9 0 R>>"));
            pdf.stream(9, "/Subtype/Form/BBox[0 0 9 9]/Next 10 0 R", b"0 0 m");
            pdf.put(10, "<</Back 9 0 R/Value 1>>");
            change(&mut pdf);
            Pdf::new(pdf.build()).expect("the file is sound")
        };
        let (one, other) = (build(&|_| {}), build(&|pdf| change(pdf)));
        PageComparison::new(&one, &other).are_the_same(0)
    }

    #[test]
    fn a_page_that_lost_a_form_is_told() {
        let build = |resources: &str| {
            let mut pdf = RawPdf::page("/X1 Do");
            pdf.put(3, &page_dict("", resources));
            pdf.stream(9, "/Subtype/Form/BBox[0 0 9 9]", b"0 0 m");
            Pdf::new(pdf.build()).expect("the file is sound")
        };
        let (one, other) = (build("/XObject<</X1 9 0 R>>"), build("/XObject<<>>"));
        assert!(PageComparison::new(&one, &one).has_resources(0));
        assert!(PageComparison::new(&other, &one).has_resources(0));
        assert!(!PageComparison::new(&one, &other).has_resources(0));
    }

    #[test]
    fn pages_differ_by_content_and_by_what_it_draws_with() {
        assert!(same(|_| {}));
        assert!(same(|pdf| pdf.stream(
            9,
            "/Subtype/Form/BBox[0 0 9 9]/Next 10 0 R/LastModified(x)",
            b"0 0 m"
        )));
        assert!(!same(|pdf| pdf.stream(9, "/Subtype/Form/BBox[0 0 9 9]/Next 10 0 R", b"0 1 m")));
        assert!(!same(|pdf| pdf.stream(9, "/Subtype/Form/BBox[0 0 8 9]/Next 10 0 R", b"0 0 m")));
        assert!(same(|pdf| pdf.put(10, "<</Back 9 0 R/Value 1.0000001>>")));
        assert!(!same(|pdf| pdf.put(10, "<</Back 9 0 R/Value 1.001>>")));
        assert!(!same(|pdf| pdf.put(10, "<</Back 9 0 R/Value 1/More 1>>")));
        assert!(!same(|pdf| pdf.put(3, &page_dict("/Rotate 90", "/XObject<</X1 9 0 R>>"))));
    }
}
