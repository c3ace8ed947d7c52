//! What the dictionaries of a composite font reveal about codes that are no longer drawn: widths,
//! and the map from codes to characters (ISO 32000-2, 9.7.4.3 and 9.7.5).

use crate::formats::pdf::syntax::{filters, object};
use hayro_cmap::{CMap, CMapName};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Keeps only what the codes in `kept_codes` need, of this font and of those that share its parts.
/// A simple font stays as it is.
pub(crate) fn prune(doc: &mut Document, font: ObjectId, kept_codes: &BTreeMap<ObjectId, Vec<u32>>) {
    let Some(dict) = doc.objects.get(&font).and_then(object::as_dict).cloned() else { return };
    let Some(first) = descendant(doc, &dict).cloned() else { return };
    let (id, found) = object::resolve(doc, &first);
    let Some(mut descendant) = object::as_dict(found).cloned() else { return };
    let mut characters = Vec::new();
    let mut codes = Vec::new();
    for (other, kept) in kept_codes {
        let Some(dict_of) = doc.objects.get(other).and_then(object::as_dict) else { continue };
        let same = |key: &[u8]| {
            let reference = |d: &Dictionary| d.get(key).and_then(Object::as_reference).ok();
            reference(&dict).is_some_and(|id| reference(dict_of) == Some(id))
        };
        if *other == font || same(b"Encoding") {
            codes.extend(kept);
        }
        let shared = self::descendant(doc, dict_of).is_some_and(|d| id.is_some() && *d == first);
        if *other == font || shared || same(b"DescendantFonts") {
            let Some(map) = character_map(doc, dict_of) else { return };
            characters.extend(kept.iter().filter_map(|code| cid(&map, *code)));
        }
    }
    codes.sort_unstable();
    codes.dedup();
    let Some(cids) = character_map(doc, &dict) else { return };
    for (key, arity) in [(&b"W"[..], 1), (b"W2", 3)] {
        if let Some(old) = object::array(doc, &descendant, key) {
            let new = widths_of(doc, old, arity, &characters);
            descendant.set(key, Object::Array(new));
        }
    }
    let new_map = object::stream(doc, &dict, b"Encoding")
        .and_then(|(id, stream)| Some((id, pruned_cmap(stream, &cids, &codes)?)));
    let descendant = Object::Dictionary(descendant);
    match id {
        Some(id) => {
            doc.objects.insert(id, descendant);
        }
        None => {
            if let Some(Object::Dictionary(font)) = doc.objects.get_mut(&font) {
                font.set("DescendantFonts", Object::Array(vec![descendant]));
            }
        }
    }
    if let Some((id, bytes)) = new_map {
        object::set_stream(doc, id, bytes);
    }
}

/// The CIDFont of a composite font.
fn descendant<'a>(doc: &'a Document, font: &'a Dictionary) -> Option<&'a Object> {
    object::array(doc, font, b"DescendantFonts")?.first()
}

/// The map from codes to character identifiers (CIDs).
fn character_map(doc: &Document, font: &Dictionary) -> Option<CMap> {
    let embedded = |name: CMapName<'_>| hayro_cmap::load_embedded(name);
    if let Some((_, stream)) = object::stream(doc, font, b"Encoding") {
        return CMap::parse(&filters::decode(stream, 64 << 20)?, embedded);
    }
    match object::name(doc, font, b"Encoding")? {
        b"Identity-H" => Some(CMap::identity_h()),
        b"Identity-V" => Some(CMap::identity_v()),
        name => CMap::parse(embedded(CMapName::from_bytes(name))?, embedded),
    }
}

fn cid(map: &CMap, code: u32) -> Option<u32> {
    (1..=4).find_map(|length| map.lookup_cid_code(code, length))
}

/// The widths of these characters, one by one (9.7.4.3), `arity` numbers for each.
pub(crate) fn widths_of(
    doc: &Document,
    old: &[Object],
    arity: usize,
    characters: &[u32],
) -> Vec<Object> {
    let integer = |o: &Object| object::number(doc, o).map(|n| n as u32);
    let mut found: Vec<(u32, Vec<Object>)> = Vec::new();
    let mut at = 0;
    while let Some(first) = old.get(at).and_then(integer) {
        let next = old.get(at + 1).map(|o| object::resolve(doc, o).1);
        if let Some(Object::Array(list)) = next {
            let each = (first..).zip(list.chunks_exact(arity));
            found
                .extend(each.filter(|(c, _)| characters.contains(c)).map(|(c, w)| (c, w.to_vec())));
            at += 2;
        } else {
            let Some(last) = next.and_then(integer) else { break };
            let Some(values) = old.get(at + 2..at + 2 + arity) else { break };
            let inside = characters.iter().filter(|c| (first..=last).contains(c));
            found.extend(inside.map(|c| (*c, values.to_vec())));
            at += 2 + arity;
        }
    }
    found.sort_by_key(|(c, _)| *c);
    found.dedup_by_key(|(c, _)| *c);
    let pair = |(c, w)| [Object::Integer(i64::from(c)), Object::Array(w)];
    found.into_iter().flat_map(pair).collect()
}

/// An embedded CMap reduced to the codes in `kept`; `None` if it builds on another.
fn pruned_cmap(stream: &Stream, cids: &CMap, kept: &[u32]) -> Option<Vec<u8>> {
    let old = filters::decode(stream, 64 << 20)?;
    if stream.dict.has(b"UseCMap") || memchr::memmem::find(&old, b"usecmap").is_some() {
        return None;
    }
    let from = memchr::memmem::find(&old, b"begincodespacerange")?;
    let spaces = old.get(from..)?;
    let until = memchr::memmem::rfind(spaces, b"endcodespacerange")? + 17;
    let spaces = String::from_utf8_lossy(spaces.get(..until)?).into_owned();
    let count = spaces.matches('<').count() / 2;
    let name = stream.dict.get(b"CMapName").and_then(Object::as_name).unwrap_or(b"Map");
    let vertical = has_vertical_mode(stream) || memchr::memmem::find(&old, b"/WMode 1").is_some();
    let mut lines = Vec::new();
    for code in kept {
        let found = (1..=4u8).find_map(|n| Some((n, cids.lookup_cid_code(*code, n)?)));
        let Some((length, cid)) = found else { continue };
        lines.push(format!("<{code:0digits$X}> {cid}\n", digits = usize::from(length) * 2));
    }
    let mut body = format!(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << \
         /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> def\n/CMapName /{} def\n\
         /CMapType 1 def\n/WMode {} def\n{count} {spaces}\n",
        String::from_utf8_lossy(name),
        u8::from(vertical)
    );
    for block in lines.chunks(100) {
        let _ = write!(body, "{} begincidchar\n{}endcidchar\n", block.len(), block.concat());
    }
    body.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    Some(body.into_bytes())
}

fn has_vertical_mode(stream: &Stream) -> bool {
    stream.dict.get(b"WMode").and_then(Object::as_i64).is_ok_and(|n| n == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_of_kept_characters_stay_and_no_gap_tells_the_others() {
        let doc = Document::new();
        let list = |n: &[i64]| Object::Array(n.iter().map(|n| Object::Integer(*n)).collect());
        let old = [1.into(), list(&[500, 600, 700]), 10.into(), 20.into(), 400.into()];
        let new = widths_of(&doc, &old, 1, &[2, 15, 30]);
        assert_eq!(new, [2.into(), list(&[600]), 15.into(), list(&[400])]);
    }

    #[test]
    fn an_embedded_map_keeps_its_code_spaces() {
        let old = b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n\
                    1 begincidrange <20> <7e> 1 endcidrange endcmap";
        let cids = CMap::parse(old, |_| None).unwrap();
        let stream = Stream::new(Dictionary::new(), old.to_vec());
        let new = pruned_cmap(&stream, &cids, &[0x41]).unwrap();
        let again = CMap::parse(&new, |_| None).unwrap();
        assert_eq!(cid(&again, 0x41), Some(34));
        assert_eq!(cid(&again, 0x42), None);
    }
}
