//! Boxes and the labels on them: paths, and real text in a small Type 3 font, which is always
//! embedded (ISO 32000-2, 9.6.4) and has its own ToUnicode map.

use crate::formats::pdf::syntax::serialize::number;
use crate::formats::raster::letters::{self, Setting};
use crate::formats::scan::label_box::LabelBox;
use crate::model::{Mark, MarkStyle};
use kurbo::{PathEl, Point};
use lopdf::{Document, Object, ObjectId, Stream, dictionary};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Name of the label font in resource dictionaries, where it is free.
const FONT_NAME: &str = "RedactLabel";

/// The label font, with the glyphs that the labels of a document need.
pub(crate) struct LabelFont {
    /// Character -> width in thousandths of an em, and outline as path operators.
    glyphs: BTreeMap<char, (f64, String)>,
    /// Its name in resource dictionaries. A copy that is redacted again has a label font already.
    pub(crate) name: String,
}

/// A name for a font that no dictionary of a document has, and that begins like this.
pub(crate) fn free_name(doc: &Document, like: &str) -> String {
    let mut taken = BTreeSet::new();
    doc.objects.values().for_each(|object| collect_names(object, like, 0, &mut taken));
    let names = (1..).map(|n| format!("{like}{n}"));
    let mut names = std::iter::once(like.to_owned()).chain(names);
    names.find(|name| !taken.contains(name.as_bytes())).unwrap_or_else(|| like.to_owned())
}

fn collect_names<'d>(object: &'d Object, like: &str, depth: usize, out: &mut BTreeSet<&'d [u8]>) {
    let dict = match object {
        Object::Dictionary(dict) => dict,
        Object::Stream(stream) => &stream.dict,
        _ => return,
    };
    for (key, value) in dict.iter().filter(|_| depth < 110) {
        if key.starts_with(like.as_bytes()) {
            out.insert(key);
        }
        collect_names(value, like, depth + 1, out);
    }
}

impl LabelFont {
    /// A font for all characters of these labels. Characters without an outline are left out.
    pub(crate) fn new<'a>(doc: &Document, labels: impl Iterator<Item = &'a str>) -> Self {
        let wanted: BTreeSet<char> = labels.flat_map(str::chars).collect();
        let glyphs = letters::outlines(wanted)
            .into_iter()
            .map(|(c, (width, outline))| (c, (width, path_operators(&outline))))
            .collect();
        Self { glyphs, name: free_name(doc, FONT_NAME) }
    }

    /// Width of a label in em.
    fn width(&self, label: &str) -> f64 {
        label.chars().filter_map(|c| self.glyphs.get(&c)).map(|(w, _)| w / 1000.0).sum()
    }

    /// Adds the font to a document.
    pub(crate) fn add_to(&self, doc: &mut Document) -> ObjectId {
        let mut procs = lopdf::Dictionary::new();
        let mut names = Vec::new();
        let mut widths = Vec::new();
        let mut entries = Vec::new();
        let (first, last) = (self.codes().min().unwrap_or(32), self.codes().max().unwrap_or(32));
        for code in first..=last {
            let c = char::from(code);
            let Some((width, outline)) = self.glyphs.get(&c) else {
                widths.push(Object::Integer(0));
                continue;
            };
            let body = format!("{} 0 -50 -250 1050 1000 d1\n{outline}f", number(*width));
            let id = doc.add_object(Stream::new(dictionary! {}, body.into_bytes()));
            let name = format!("c{code:02x}");
            procs.set(name.clone(), Object::Reference(id));
            names.push(Object::Integer(i64::from(code)));
            names.push(Object::Name(name.into_bytes()));
            widths.push(Object::Real(*width as f32));
            entries.push(format!("<{code:02X}> <{:04X}>\n", u32::from(c)));
        }
        let map = to_unicode(&entries);
        let map = doc.add_object(Stream::new(dictionary! {}, map.into_bytes()));
        doc.add_object(dictionary! {
            "Type" => "Font",
            "Subtype" => "Type3",
            "Name" => self.name.as_str(),
            "FontBBox" => vec![(-50).into(), (-250).into(), 1050.into(), 1000.into()],
            "FontMatrix" => vec![
                Object::Real(0.001), 0.into(), 0.into(), Object::Real(0.001), 0.into(), 0.into(),
            ],
            "FirstChar" => i64::from(first),
            "LastChar" => i64::from(last),
            "Widths" => widths,
            "Encoding" => dictionary! { "Type" => "Encoding", "Differences" => names },
            "CharProcs" => procs,
            "Resources" => dictionary! {},
            "ToUnicode" => map,
        })
    }

    fn codes(&self) -> impl Iterator<Item = u8> {
        self.glyphs.keys().filter_map(|c| u8::try_from(u32::from(*c)).ok())
    }
}

/// Most entries of one block of a map (Adobe Technical Note 5014).
const BLOCK: usize = 100;

/// A map from codes of one byte to what they stand for (9.10.3).
pub(crate) fn to_unicode(entries: &[String]) -> String {
    let blocks: String = entries.chunks(BLOCK).fold(String::new(), |mut out, block| {
        let _ = write!(out, "{} beginbfchar\n{}endbfchar\n", block.len(), block.concat());
        out
    });
    format!(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo \
         << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName \
         /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<00> <FF>\n\
         endcodespacerange\n{blocks}endcmap\n\
         CMapName currentdict /CMap defineresource pop\nend\nend\n"
    )
}

fn path_operators(elements: &[PathEl]) -> String {
    let mut out = String::new();
    let mut at = Point::ORIGIN;
    let p = |p: Point| format!("{} {}", number(p.x), number(p.y));
    for element in elements {
        match *element {
            PathEl::MoveTo(a) => {
                let _ = writeln!(out, "{} m", p(a));
                at = a;
            }
            PathEl::LineTo(a) => {
                let _ = writeln!(out, "{} l", p(a));
                at = a;
            }
            PathEl::QuadTo(c, a) => {
                let (c1, c2) = (at + (c - at) * (2.0 / 3.0), a + (c - a) * (2.0 / 3.0));
                let _ = writeln!(out, "{} {} {} c", p(c1), p(c2), p(a));
                at = a;
            }
            PathEl::CurveTo(c1, c2, a) => {
                let _ = writeln!(out, "{} {} {} c", p(c1), p(c2), p(a));
                at = a;
            }
            PathEl::ClosePath => out.push_str("h\n"),
        }
    }
    out
}

/// A box with its label, ready to be drawn.
pub(crate) struct Drawn<'a> {
    pub(crate) label_box: &'a LabelBox,
    pub(crate) mark: &'a Mark,
    /// Identifier of its marked-content sequence, in a tagged file.
    pub(crate) sequence: Option<i64>,
}

/// The operators that draw the boxes, in the space of their canvas.
pub(crate) fn draw(drawn: &[Drawn<'_>], font: &LabelFont, style: MarkStyle) -> String {
    let mut out = String::new();
    for item in drawn {
        let corners = item.label_box.quad;
        match item.sequence {
            Some(id) => {
                let _ = writeln!(out, "/Span <</MCID {id}>> BDC");
            }
            None => out.push_str("/Artifact BMC\n"),
        }
        out.push_str("q\n");
        background(&corners, style, &mut out);
        if item.label_box.shows_label(&item.mark.label) {
            label(&corners, &item.mark.label, font, style, &mut out);
        }
        out.push_str("Q\nEMC\n");
    }
    out
}

fn background(corners: &[Point; 4], style: MarkStyle, out: &mut String) {
    let place = |p: &Point| format!("{} {}", number(p.x), number(p.y));
    let outline = format!(
        "{} m {} l {} l {} l h",
        place(&corners[0]),
        place(&corners[1]),
        place(&corners[2]),
        place(&corners[3])
    );
    match style {
        MarkStyle::Black => {
            let _ = writeln!(out, "0 g {outline} f");
        }
        MarkStyle::Framed => {
            let _ = writeln!(out, "1 g 0 G 0.6 w {outline} B");
        }
    }
}

fn label(corners: &[Point; 4], text: &str, font: &LabelFont, style: MarkStyle, out: &mut String) {
    let Some(Setting { size, start, x, y }) = letters::setting(corners, font.width(text)) else {
        return;
    };
    let mut hex = String::new();
    for c in text.chars().filter(|c| font.glyphs.contains_key(c)) {
        let _ = write!(hex, "{:02X}", u32::from(c));
    }
    let ink = if style == MarkStyle::Black { "1 g" } else { "0 g" };
    let m = [x.x, x.y, y.x, y.y, start.x, start.y].map(number).join(" ");
    let _ = writeln!(
        out,
        "BT {ink} /{} {} Tf 0 Tr 0 Tc 0 Tw 100 Tz 0 Ts {m} Tm <{hex}> Tj ET",
        font.name,
        number(size)
    );
}
