use super::*;
use std::io::Write;
use zip::write::SimpleFileOptions;

fn sample() -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let deflated = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, options, data) in
        [("b.xml", deflated, "tekst ".repeat(50)), ("a/é.xml", stored, "x".into())]
    {
        zip.start_file(name, options).expect("as made here");
        zip.write_all(data.as_bytes()).expect("as made here");
    }
    zip.set_comment("commentaar van Jansen").expect("as made here");
    zip.finish().expect("as made here").into_inner()
}

fn open(bytes: Vec<u8>) -> (Package, Budget) {
    let mut budget = Budget::new(&Limits::default());
    (Package::open(bytes, &mut budget).expect("as made here"), budget)
}

#[test]
fn a_copy_holds_the_entries_and_nothing_else() {
    let (package, _) = open(sample());
    assert!(package.leftovers() > 0);
    let fates = [Fate::Replace(b"nieuw".to_vec()), Fate::Keep];
    let copy = package.write(&fates, |_| None).expect("as made here");
    assert!(memchr::memmem::find(&copy, b"Jansen").is_none());
    let (again, mut budget) = open(copy.clone());
    let names: Vec<_> = again.entries().iter().map(|e| e.name.as_str()).collect();
    assert_eq!(names, ["b.xml", "a/é.xml"]);
    assert_eq!(again.read(0, &mut budget).expect("as made here"), b"nieuw");
    assert_eq!(again.read(1, &mut budget).expect("as made here"), b"x");
    assert_eq!(again.leftovers(), 0);
    assert_eq!(
        again.write(&[], |_| None).expect("as made here"),
        copy,
        "a copy of a copy is the same"
    );
}

#[test]
fn entries_can_go_and_be_renamed() {
    let (package, _) = open(sample());
    let copy =
        package.write(&[Fate::Drop], |i| (i == 1).then(|| "c.xml".into())).expect("as made here");
    let (again, _) = open(copy);
    assert_eq!(again.entries().len(), 1);
    assert_eq!(again.entries()[0].name, "c.xml");
}

#[test]
fn an_entry_with_two_names_is_refused() {
    let mut bytes = sample();
    let local = memchr::memmem::find(&bytes, b"b.xml").expect("as made here");
    bytes[local] = b'c';
    let opened = Package::open(bytes, &mut Budget::new(&Limits::default()));
    assert!(matches!(opened, Err(FormatError::Damaged(..))));
}

#[test]
fn what_stands_beside_the_entries_is_counted() {
    let of = |bytes: Vec<u8>| open(bytes).0.leftovers();
    let entries = [("a".to_owned(), b"x".to_vec()), ("b".to_owned(), b"y".to_vec())];
    let package = Package::of(&entries).expect("as made here");
    let plain = package.write(&[], |_| None).expect("as made here");
    assert_eq!(of(plain.clone()), 0);
    assert_eq!(of([b"front".to_vec(), plain].concat()), 1);
    let twice = package.write(&[], |_| Some("a".into())).expect("as made here");
    assert_eq!(of(twice), 1);
}

#[test]
fn faulty_data_is_no_entry() {
    let (package, mut budget) = open(sample());
    let start = package.entries()[1].data.start;
    let mut bytes = sample();
    bytes[start] ^= 1;
    let (package, _) = open(bytes);
    assert!(matches!(package.read(1, &mut budget), Err(FormatError::Damaged(..))));
    let packed = pack(b"x", 8).expect("as made here");
    let error = budget.gunzip(&packed).expect_err("it is damaged");
    assert!(matches!(error, FormatError::Damaged(..)));
    assert!(std::error::Error::source(&error).is_some(), "the library's own error");
}

#[test]
fn limits_hold() {
    let limits = Limits { part_bytes: 10, ..Limits::default() };
    let mut budget = Budget::new(&limits);
    let package = Package::open(sample(), &mut budget).expect("as made here");
    assert!(matches!(package.read(0, &mut budget), Err(FormatError::Limit(_))));
    let mut none = Budget::new(&Limits { entries: 1, ..Limits::default() });
    assert!(matches!(Package::open(sample(), &mut none), Err(FormatError::Limit(_))));
}

#[test]
fn a_file_of_its_own_never_stays_when_it_was_replaced() {
    let fates = [
        ChildFate::Keep,
        ChildFate::Replace(b"a".to_vec()),
        ChildFate::ReplaceAs(b"b".to_vec(), "zip"),
        ChildFate::Drop,
    ];
    let told: Vec<Fate> = [None, Some(0), Some(1), Some(2), Some(3), Some(4)]
        .into_iter()
        .map(|child| Fate::of_child(child, &fates))
        .collect();
    let new = |bytes: &[u8]| Fate::Replace(bytes.to_vec());
    assert_eq!(told, [Fate::Keep, Fate::Keep, new(b"a"), new(b"b"), Fate::Drop, Fate::Drop]);
}
