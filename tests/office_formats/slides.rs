//! Presentations.

use super::{cut, fixture, open, part, parts};
use redact::model::{Extras, SegmentKind, Span, Treatment};

const FILE: &str = "overleg.pptx";

#[test]
fn slides_are_read_in_the_order_in_which_they_are_shown() {
    let document = open(&fixture(FILE));
    let body = document.segments().iter().enumerate();
    let places: Vec<String> = body
        .filter(|(_, s)| {
            matches!(s.kind, SegmentKind::Body | SegmentKind::Note | SegmentKind::Hidden)
        })
        .map(|(n, s)| document.place(n, Span::new(0, s.text.len().min(1))).to_string())
        .collect();
    let expected = ["slide 1", "notes of slide 1", "slide 2", "slide 3"];
    assert_eq!(places.len(), expected.len(), "{places:?}");
    for (place, expected) in places.iter().zip(expected) {
        assert!(place.starts_with(expected), "{places:?}");
    }
    let first = document.segments().iter().find(|s| s.kind == SegmentKind::Body).expect("a slide");
    assert_eq!(
        first.text,
        "Overleg met bewoners\nVoorzitter: Marlies Duinhoven\nAgenda en werkwijze"
    );
}

#[test]
fn what_is_cut_is_gone_from_every_part() {
    let gone = ["Duinhoven", "Hylkema", "Griethuysen", "Haverkamp", "Oosterveen"];
    let copy = cut(&fixture(FILE), &gone, None, &Treatment::default());
    for (name, text) in parts(&copy) {
        for gone in gone {
            assert!(!text.contains(gone), "{gone} in {name}");
        }
        assert!(!text.contains("Terpstra"), "the author of a remark in {name}");
    }
}

#[test]
fn hidden_slides_and_remarks_go_with_the_extras() {
    let drop = Treatment { extras: Extras::Drop, ..Treatment::default() };
    let copy = cut(&fixture(FILE), &[], None, &drop);
    let names: Vec<String> = parts(&copy).into_iter().map(|(name, _)| name).collect();
    let gone = ["slide3", "comment1", "commentAuthors"];
    assert!(names.iter().all(|n| gone.iter().all(|g| !n.contains(g))), "{names:?}");
    let main = part(&copy, "ppt/presentation.xml");
    assert_eq!(main.matches("<p:sldId ").count(), 2, "{main}");
}
