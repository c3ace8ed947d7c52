//! Bytes that are no image, and images of files that others made.

use super::{BOX, decode, doc_with, image, only, value};
use crate::formats::pdf::image::params::Params;
use crate::formats::pdf::image::{blackout, strip_metadata};
use crate::formats::scan::cells::Quad;
use lopdf::{Document, Object};

proptest::proptest! {
    #[test]
    fn no_coded_bytes_are_too_odd(
        mut data: Vec<u8>,
        coder in 0..6usize,
        w in 0..300i64,
        h in 0..300i64,
        bits in proptest::sample::select(vec![0i64, 1, 2, 3, 4, 8, 16, 99]),
        quad: Quad,
    ) {
        let name = ["DCTDecode", "JPXDecode", "JBIG2Decode", "CCITTFaxDecode", "LZWDecode", "RunLengthDecode"][coder];
        let magic: &[u8] = [b"\xff\xd8\xff\xe1".as_slice(), b"\xff\x4f\xff\x51", b"", b"", b"", b""][coder];
        data.splice(0..0, magic.iter().copied());
        let mut dict = image("DeviceRGB".into(), bits, w, h);
        dict.set("Filter", name);
        let (doc, id) = doc_with(dict, data);
        let done = blackout(&doc, id, &[quad]).expect("an image");
        proptest::prop_assert_eq!(done.replaced.len(), 1);
        let stream = doc.get_object(id).and_then(Object::as_stream).expect("a stream");
        let _ = strip_metadata(&doc, stream);
    }
}

/// `REDACT_CORPUS=folder cargo test images_of_a_folder -- --nocapture` blackens every image of
/// every PDF in a folder and checks the result. Without the folder it does nothing.
#[test]
fn images_of_a_folder() {
    let Some(folder) = std::env::var_os("REDACT_CORPUS") else { return };
    let mut counts = std::collections::BTreeMap::<String, [usize; 2]>::new();
    for entry in walkdir::WalkDir::new(folder).into_iter().flatten() {
        let Ok(doc) = Document::load(entry.path()) else { continue };
        for (id, object) in &doc.objects {
            let Ok(stream) = object.as_stream() else { continue };
            if stream.dict.get(b"Subtype").and_then(Object::as_name).ok() != Some(b"Image") {
                continue;
            }
            let filters = Params::read(&doc, &stream.dict, None).filters;
            let names: Vec<_> = filters.iter().map(|f| String::from_utf8_lossy(&f.name)).collect();
            let done = blackout(&doc, *id, &[BOX]).expect("an image");
            let count = counts.entry(names.join("+")).or_default();
            count[usize::from(done.whole)] += 1;
            if done.whole {
                println!("{} object {}: {}", entry.path().display(), id.0, names.join("+"));
                continue;
            }
            let params = Params::read(&doc, &only(&done, *id).dict, None);
            let Some(after) = decode::decode(&doc, &params, &only(&done, *id).content) else {
                panic!("{} object {}: {params:?}", entry.path().display(), id.0);
            };
            let (w, h) = (after.width as usize, after.height as usize);
            if w > 40 && h > 40 {
                let at = |x, y| {
                    (0..after.components).map(|c| value(&after, x, y, c)).collect::<Vec<_>>()
                };
                let (first, other) = (at(w / 4, h / 2), at(w * 3 / 10, h * 6 / 10));
                let apart = first.iter().zip(&other).any(|(a, b)| a.abs_diff(*b) > 8);
                assert!(!apart, "{} object {}: {first:?} {other:?}", entry.path().display(), id.0);
            }
        }
    }
    println!("{counts:#?}");
}
