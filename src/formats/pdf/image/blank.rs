//! One-pixel images that replace others.

use lopdf::{Dictionary, Object, Stream};

/// One flat pixel that replaces an image that could not be decoded; a stencil mask if that was one.
pub(crate) fn flat(from: &Dictionary, stencil: bool) -> Stream {
    let mut dict = Dictionary::new();
    dict.set("Type", Object::Name(b"XObject".to_vec()));
    dict.set("Subtype", Object::Name(b"Image".to_vec()));
    dict.set("Width", 1);
    dict.set("Height", 1);
    if stencil {
        dict.set("ImageMask", true);
        dict.set("BitsPerComponent", 1);
    } else {
        dict.set("ColorSpace", Object::Name(b"DeviceGray".to_vec()));
        dict.set("BitsPerComponent", 8);
    }
    for key in [b"StructParent".as_slice(), b"OC", b"Name"] {
        if let Ok(value) = from.get(key) {
            dict.set(key, value.clone());
        }
    }
    Stream::new(dict, vec![0])
}

/// One white pixel.
pub(crate) fn white() -> Stream {
    let mut dict = Dictionary::new();
    dict.set("Type", Object::Name(b"XObject".to_vec()));
    dict.set("Subtype", Object::Name(b"Image".to_vec()));
    dict.set("Width", 1);
    dict.set("Height", 1);
    dict.set("BitsPerComponent", 8);
    dict.set("ColorSpace", Object::Name(b"DeviceGray".to_vec()));
    Stream::new(dict, vec![0xff])
}
