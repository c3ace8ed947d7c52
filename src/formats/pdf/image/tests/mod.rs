use crate::formats::media::jpeg_markers;
use crate::formats::pdf::image::decode::{self, Coding, Raster};
use crate::formats::pdf::image::params::Params;
use crate::formats::pdf::image::{Blackout, blackout, blackout_inline, encode, strip_metadata};
use crate::formats::scan::cells::Quad;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

mod any_images;

/// The left half of the unit square, except for a rim.
const BOX: Quad = [[0.1, 0.2], [0.4, 0.2], [0.4, 0.8], [0.1, 0.8]];

fn noise(n: usize) -> Vec<u8> {
    (0..n).map(|i| (i as u32).wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect()
}

fn doc_with(dict: Dictionary, data: Vec<u8>) -> (Document, ObjectId) {
    let mut doc = Document::with_version("1.7");
    let id = doc.add_object(Stream::new(dict, data));
    (doc, id)
}

fn samples(doc: &Document, stream: &Stream) -> Raster {
    let params = Params::read(doc, &stream.dict, None);
    decode::decode(doc, &params, &stream.content).expect("the copy decodes")
}

fn value(raster: &Raster, x: usize, y: usize, component: usize) -> u16 {
    let bits = usize::from(raster.bits);
    let at = (x * raster.components + component) * bits;
    let row = &raster.data[y * raster.stride()..];
    if bits == 16 {
        return u16::from_be_bytes([row[at / 8], row[at / 8 + 1]]);
    }
    (u16::from(row[at / 8]) >> (8 - bits - at % 8)) & ((1 << bits) - 1)
}

fn only(done: &Blackout, id: ObjectId) -> &Stream {
    &done.replaced.iter().find(|(i, _)| *i == id).expect("the image is replaced").1
}

fn inside(x: usize, y: usize, w: usize, h: usize) -> bool {
    let (x, y) = ((x as f64 + 0.5) / w as f64, 1.0 - (y as f64 + 0.5) / h as f64);
    (0.1..=0.4).contains(&x) && (0.2..=0.8).contains(&y)
}

fn outside(x: usize, y: usize, w: usize, h: usize, margin: f64) -> bool {
    let (mx, my) = (margin / w as f64, margin / h as f64);
    let (x, y) = ((x as f64 + 0.5) / w as f64, 1.0 - (y as f64 + 0.5) / h as f64);
    x < 0.1 - mx || x > 0.4 + mx || y < 0.2 - my || y > 0.8 + my
}

/// Blackens BOX and checks that samples inside are `ink` and those outside differ by at most `slack`.
fn check(doc: &Document, id: ObjectId, ink: &[u16], slack: u16) -> Stream {
    let before = samples(doc, doc.get_object(id).and_then(Object::as_stream).expect("a stream"));
    let done = blackout(doc, id, &[BOX]).expect("an image");
    assert!(!done.whole);
    let stream = only(&done, id).clone();
    let after = samples(doc, &stream);
    let (w, h) = (after.width as usize, after.height as usize);
    let margin = if slack == 0 { 2.0 } else { 18.0 };
    let (mut cut, mut kept) = (0, 0);
    for y in 0..h {
        for x in 0..w {
            for (c, ink) in ink.iter().enumerate() {
                let got = value(&after, x, y, c);
                if inside(x, y, w, h) {
                    // Half-size chroma components bleed over the edge.
                    assert!(got.abs_diff(*ink) <= slack * 4, "sample {got} at {x},{y} is not ink");
                    cut += 1;
                } else if outside(x, y, w, h, margin) {
                    let was = value(&before, x, y, c);
                    assert!(got.abs_diff(was) <= slack, "{was} became {got} at {x},{y}");
                    kept += 1;
                }
            }
        }
    }
    assert!(cut > 0 && kept > 0);
    stream
}

fn image(space: Object, bits: i64, w: i64, h: i64) -> Dictionary {
    dictionary! { "Subtype" => "Image", "Width" => w, "Height" => h, "BitsPerComponent" => bits, "ColorSpace" => space }
}

#[test]
fn every_depth_and_space_goes_black_and_keeps_the_rest() {
    let lookup = Object::string_literal([250u8, 250, 250, 9, 9, 9, 128, 0, 0, 77, 77, 77].to_vec());
    let indexed =
        Object::Array(vec!["Indexed".into(), "DeviceRGB".into(), Object::Integer(3), lookup]);
    let lab = Object::Array(vec![
        "Lab".into(),
        Object::Dictionary(
            dictionary! { "Range" => vec![(-50).into(), 150.into(), (-100).into(), 100.into()] },
        ),
    ]);
    let tint =
        Object::Array(vec!["Separation".into(), "Spot".into(), "DeviceGray".into(), Object::Null]);
    let cases: Vec<(Object, i64, usize, Vec<u16>)> = vec![
        ("DeviceGray".into(), 1, 1, vec![0]),
        ("DeviceGray".into(), 2, 1, vec![0]),
        ("DeviceGray".into(), 4, 1, vec![0]),
        ("DeviceGray".into(), 8, 1, vec![0]),
        ("DeviceGray".into(), 16, 1, vec![0]),
        ("DeviceRGB".into(), 8, 3, vec![0, 0, 0]),
        ("DeviceRGB".into(), 4, 3, vec![0, 0, 0]),
        ("DeviceCMYK".into(), 8, 4, vec![0, 0, 0, 255]),
        (indexed, 2, 1, vec![1]),
        (lab, 8, 3, vec![0, 64, 128]),
        (tint, 8, 1, vec![255]),
    ];
    for (space, bits, n, ink) in cases {
        let (w, h) = (37i64, 29i64);
        let stride = (w as usize * n * bits as usize).div_ceil(8);
        let (doc, id) = doc_with(image(space.clone(), bits, w, h), noise(stride * h as usize));
        let out = check(&doc, id, &ink, 0);
        assert_eq!(out.dict.get(b"ColorSpace").ok(), Some(&space));
    }
}

#[test]
fn an_inverted_decode_array_still_gives_black() {
    let mut dict = image("DeviceCMYK".into(), 8, 30, 30);
    dict.set(
        "Decode",
        vec![
            1.into(),
            0.into(),
            1.into(),
            0.into(),
            1.into(),
            0.into(),
            1.into(),
            Object::Integer(0),
        ],
    );
    let (doc, id) = doc_with(dict, noise(30 * 30 * 4));
    check(&doc, id, &[255, 255, 255, 0], 0);
}

#[test]
fn filter_chains_and_predictors_are_undone() {
    let (w, h) = (40usize, 40usize);
    let rows: Vec<u8> = noise(w * h).chunks(w).flat_map(|r| [&[0u8], r].concat()).collect();
    let mut packed = Stream::new(Dictionary::new(), rows);
    packed.compress().expect("noise packs");
    let flate = if packed.dict.has(b"Filter") {
        packed.content
    } else {
        use std::io::Write;
        let mut e = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        e.write_all(&packed.content).and_then(|()| e.finish()).expect("memory takes it")
    };
    let hex: Vec<u8> =
        flate.iter().flat_map(|b| format!("{b:02X}").into_bytes()).chain(*b">").collect();
    let mut dict = image("DeviceGray".into(), 8, w as i64, h as i64);
    dict.set("Filter", vec!["AHx".into(), Object::Name(b"Fl".to_vec())]);
    let parms = dictionary! { "Predictor" => 15, "Columns" => w as i64 };
    dict.set("DecodeParms", vec![Object::Null, Object::Dictionary(parms)]);
    let (doc, id) = doc_with(dict, hex);
    let out = check(&doc, id, &[0], 0);
    assert!(!out.dict.has(b"DecodeParms"));
}

fn bilevel(w: u32, h: u32) -> Raster {
    let mut raster = Raster::gray(w, h, noise((w as usize).div_ceil(8) * h as usize));
    raster.bits = 1;
    raster.coding = Coding::Bilevel;
    raster
}

#[test]
fn fax_comes_back_bit_for_bit() {
    let coded = encode::encode(&bilevel(203, 111), false);
    assert_eq!(
        coded.dict.get(b"Filter").and_then(Object::as_name).ok(),
        Some(&b"CCITTFaxDecode"[..])
    );
    for inverted in [false, true] {
        let mut dict = coded.dict.clone();
        dict.set("ColorSpace", "DeviceGray");
        if inverted {
            dict.set("Decode", vec![1.into(), Object::Integer(0)]);
        }
        let (doc, id) = doc_with(dict, coded.content.clone());
        check(&doc, id, &[u16::from(inverted)], 0);
    }
}

#[test]
fn jbig2_with_globals_is_read() {
    let raster = bilevel(64, 40);
    let g4 = encode::encode(&raster, false).content;
    let region = [
        64u32.to_be_bytes().to_vec(),
        40u32.to_be_bytes().to_vec(),
        vec![0; 8],
        vec![0],
        vec![1],
        g4,
    ]
    .concat();
    let page = [64u32.to_be_bytes(), 40u32.to_be_bytes(), [0; 4], [0; 4]].concat();
    let segment = |number: u32, kind: u8, body: &[u8]| {
        [&number.to_be_bytes()[..], &[kind, 0, 1], &(body.len() as u32).to_be_bytes(), body]
            .concat()
    };
    let data =
        [segment(0, 48, &[&page[..], &[0, 0, 0]].concat()), segment(1, 38, &region)].concat();
    let mut dict = image("DeviceGray".into(), 1, 64, 40);
    dict.set("Filter", "JBIG2Decode");
    let (doc, id) = doc_with(dict, data);
    let out = check(&doc, id, &[0], 0);
    let back = samples(&doc, &out);
    assert_eq!((back.width, back.height, back.bits), (64, 40, 1));
}

#[test]
fn a_jpeg_keeps_its_tables_and_its_look() {
    let (w, h) = (96usize, 80usize);
    let pixels: Vec<u8> =
        (0..w * h).flat_map(|i| [(i % w * 2) as u8, (i / w * 3) as u8, 90]).collect();
    let mut data = Vec::new();
    jpeg_encoder::Encoder::new(&mut data, 70)
        .encode(&pixels, w as u16, h as u16, jpeg_encoder::ColorType::Rgb)
        .expect("a gradient encodes");
    let before = jpeg_markers::tables(&data).expect("tables").luma;
    let mut dict = image("DeviceRGB".into(), 8, w as i64, h as i64);
    dict.set("Filter", "DCTDecode");
    let (doc, id) = doc_with(dict, data);
    let out = check(&doc, id, &[0, 0, 0], 10);
    let after = jpeg_markers::tables(&out.content).expect("tables");
    assert_eq!(after.luma, before);
    assert_eq!(after.sampling, (2, 2));
}

#[test]
fn a_jpeg_in_several_scans_is_read_as_well() {
    let (w, h) = (96usize, 80usize);
    let pixels: Vec<u8> =
        (0..w * h).flat_map(|i| [(i % w * 2) as u8, (i / w * 3) as u8, 90]).collect();
    let mut data = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut data, 90);
    encoder.set_optimized_huffman_tables(true);
    encoder.encode(&pixels, w as u16, h as u16, jpeg_encoder::ColorType::Rgb).expect("it encodes");
    assert!(jpeg_markers::is_split(&data));
    let mut dict = image("DeviceRGB".into(), 8, w as i64, h as i64);
    dict.set("Filter", "DCTDecode");
    let (doc, id) = doc_with(dict, data);
    check(&doc, id, &[0, 0, 0], 10);
}

#[test]
fn jpeg_2000_is_read_in_both_wavelets() {
    for (name, filter, slack) in
        [("gradient-lossless.jp2", "FlateDecode", 0), ("gradient-lossy.jp2", "DCTDecode", 14)]
    {
        let path = format!("{}/fixtures/images/{name}", env!("CARGO_MANIFEST_DIR"));
        let data = std::fs::read(path).expect("the fixture is there");
        let mut dict = dictionary! { "Subtype" => "Image", "Width" => 24, "Height" => 24 };
        dict.set("Filter", "JPXDecode");
        let (doc, id) = doc_with(dict, data);
        let done = blackout(&doc, id, &[BOX]).expect("an image");
        assert!(!done.whole);
        let out = only(&done, id);
        assert_eq!(out.dict.get(b"Filter").and_then(Object::as_name).ok(), Some(filter.as_bytes()));
        assert_eq!(
            out.dict.get(b"ColorSpace").and_then(Object::as_name).ok(),
            Some(&b"DeviceRGB"[..])
        );
        let after = samples(&doc, out);
        assert!(value(&after, 6, 12, 0) <= slack && value(&after, 6, 12, 2) <= slack);
        assert!(value(&after, 20, 3, 2).abs_diff(128) <= 30);
    }
}

#[test]
fn masks_become_opaque_and_tell_no_shape() {
    let mut doc = Document::with_version("1.7");
    let soft = doc.add_object(Stream::new(image("DeviceGray".into(), 8, 50, 50), noise(2500)));
    let mut stencil = dictionary! { "Width" => 16, "Height" => 16, "ImageMask" => true };
    stencil.set("Decode", vec![1.into(), Object::Integer(0)]);
    let stencil = doc.add_object(Stream::new(stencil, noise(32)));
    let mut dict = image("DeviceRGB".into(), 8, 30, 30);
    dict.set("SMask", soft);
    dict.set("Mask", stencil);
    let id = doc.add_object(Stream::new(dict, noise(2700)));
    let done = blackout(&doc, id, &[BOX]).expect("an image");
    assert_eq!(done.replaced.len(), 3);
    let soft = samples(&doc, only(&done, soft));
    let cover = samples(&doc, only(&done, stencil));
    assert_eq!(value(&soft, 12, 25, 0), 255);
    assert_eq!(value(&cover, 4, 8, 0), 1);
    assert!(only(&done, stencil).dict.has(b"ImageMask"));
    assert!(only(&done, id).dict.has(b"SMask"));
}

#[test]
fn a_stencil_paints_all_of_the_box() {
    let dict =
        dictionary! { "Width" => 40, "Height" => 40, "ImageMask" => true, "BitsPerComponent" => 1 };
    let (doc, id) = doc_with(dict, noise(200));
    check(&doc, id, &[0], 0);
}

#[test]
fn ink_is_never_a_masked_color() {
    let mut dict = image("DeviceGray".into(), 8, 40, 40);
    dict.set("Mask", vec![0.into(), Object::Integer(10)]);
    let (doc, id) = doc_with(dict, noise(1600));
    check(&doc, id, &[255], 0);
}

#[test]
fn what_does_not_decode_is_blanked_whole() {
    for filter in ["FlateDecode", "DCTDecode", "JPXDecode", "JBIG2Decode", "Unknown"] {
        let mut dict = image("DeviceRGB".into(), 8, 40, 40);
        dict.set("Filter", filter);
        dict.set("SMask", (99, 0));
        let (doc, id) = doc_with(dict, b"Naamdrager Naamdrager Naamdrager".to_vec());
        let done = blackout(&doc, id, &[BOX]).expect("an image");
        assert!(done.whole, "{filter}");
        let out = only(&done, id);
        assert_eq!(out.content, [0]);
        assert!(!out.dict.has(b"SMask"));
    }
}

#[test]
fn hostile_sizes_are_not_unpacked() {
    let mut dict = image("DeviceGray".into(), 8, i64::from(u32::MAX), i64::from(u32::MAX));
    let (doc, id) = doc_with(dict.clone(), vec![0; 10]);
    assert!(blackout(&doc, id, &[BOX]).expect("an image").whole);
    dict.set("Filter", "CCITTFaxDecode");
    let (doc, id) = doc_with(dict, vec![0; 10]);
    assert!(blackout(&doc, id, &[BOX]).expect("an image").whole);
}

#[test]
fn an_inline_image_with_short_names_and_a_named_space() {
    let dict = dictionary! { "W" => 20, "H" => 20, "BPC" => 8, "CS" => "Own" };
    let spaces = dictionary! { "Own" => Object::Array(vec!["CalRGB".into(), Object::Dictionary(Dictionary::new())]) };
    let doc = Document::with_version("1.7");
    let (out, data, whole) = blackout_inline(&doc, &dict, &noise(1200), Some(&spaces), &[BOX]);
    assert!(!whole);
    assert_eq!(out.get(b"ColorSpace").and_then(Object::as_name).ok(), Some(&b"Own"[..]));
    let params = Params::read(&doc, &out, Some(&spaces));
    let after = decode::decode(&doc, &params, &data).expect("the copy decodes");
    assert_eq!(value(&after, 5, 10, 1), 0);
    assert_eq!(after.data[..60], noise(1200)[..60]);
}

#[test]
fn metadata_inside_a_jpeg_goes() {
    let mut data = b"\xff\xd8\xff\xe1\x00\x10Exif\0\0Naamdrag".to_vec();
    data.extend_from_slice(b"\xff\xd9");
    let mut dict = image("DeviceGray".into(), 8, 8, 8);
    dict.set("Filter", vec!["ASCIIHexDecode".into(), Object::Name(b"DCTDecode".to_vec())]);
    let hex: Vec<u8> =
        data.iter().flat_map(|b| format!("{b:02x}").into_bytes()).chain(*b">").collect();
    let (doc, id) = doc_with(dict, hex);
    let stream = doc.get_object(id).and_then(Object::as_stream).expect("a stream");
    let out = strip_metadata(&doc, stream).expect("there is something to strip");
    assert_eq!(out.content, b"\xff\xd8\xff\xd9");
    assert_eq!(out.dict.get(b"Filter").and_then(Object::as_name).ok(), Some(&b"DCTDecode"[..]));
    assert!(strip_metadata(&doc, &out).is_none());
}
