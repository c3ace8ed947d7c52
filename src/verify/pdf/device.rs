//! A device for hayro's interpreter that keeps letters and looks at boxes, and paints nothing.

use super::doubles::Doubles;
use super::glyphs::{Glyph, GlyphText};
use super::label_boxes::{Ink, LabelBoxes};
use super::outline_letters::{Letters, Outlines};
use crate::verify::normalize::fold;
use hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask,
};
use kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};
use std::collections::BTreeSet;

/// The glyphs of a page.
pub(super) struct DrawnText {
    /// In drawing order, annotations last.
    pub(super) glyphs: Vec<Glyph>,
    content: usize,
    /// Whether any font maps a glyph to one character and its program to another.
    pub(super) two_meanings: bool,
}

impl DrawnText {
    /// The glyphs of the content, annotations aside.
    pub(super) fn content(&self) -> &[Glyph] {
        self.glyphs.get(..self.content).unwrap_or(&self.glyphs)
    }
}

pub(super) struct Reader<'o> {
    outlines: &'o mut Outlines,
    glyphs: Vec<Glyph>,
    doubles: Doubles,
    /// How many glyphs belong to the content of the page, once that has ended.
    content: Option<usize>,
    pub(super) boxes: LabelBoxes,
    /// Depth of groups that let through what lies under them.
    veils: Vec<bool>,
    clips: Vec<Rect>,
    two_meanings: bool,
    depth: usize,
    /// Whether anything but opaque paths, letters and images was painted, so that only a rendering
    /// shows how the page looks.
    pub(super) blended: bool,
    /// Whether to note which letters a later area or picture covers.
    pub(super) watch: bool,
    /// Keeps letters that are drawn a second time in one place.
    pub(super) with_doubles: bool,
    /// Those that an opaque one covers, by their index.
    hidden: BTreeSet<usize>,
    /// Those that a dark one covers that lets something through.
    veiled: BTreeSet<usize>,
    /// Pictures that were drawn, each with the number of letters before it.
    pictures: Vec<(Rect, usize)>,
}

impl<'o> Reader<'o> {
    pub(super) fn new(outlines: &'o mut Outlines, boxes: LabelBoxes) -> Self {
        Self {
            outlines,
            glyphs: Vec::new(),
            doubles: Doubles::default(),
            content: None,
            boxes,
            veils: Vec::new(),
            clips: Vec::new(),
            two_meanings: false,
            depth: 0,
            blended: false,
            watch: false,
            with_doubles: false,
            hidden: BTreeSet::new(),
            veiled: BTreeSet::new(),
            pictures: Vec::new(),
        }
    }

    /// Ends the content of the page; what is drawn from here on are annotations.
    pub(super) fn end_content(&mut self) {
        self.content = Some(self.glyphs.len());
    }

    /// The glyphs so far.
    pub(super) fn glyphs(&self) -> &[Glyph] {
        &self.glyphs
    }

    /// What was drawn.
    pub(super) fn finish(self) -> DrawnText {
        let content = self.content.unwrap_or(self.glyphs.len());
        DrawnText { glyphs: self.glyphs, content, two_meanings: self.two_meanings }
    }

    fn push(&mut self, glyph: Glyph) {
        if self.with_doubles || self.doubles.is_new(&self.glyphs, &glyph) {
            self.glyphs.push(glyph);
        }
    }

    fn opaque(&self, props: &DrawProps<'_>) -> Option<[u8; 4]> {
        let plain = props.soft_mask.is_none()
            && props.blend_mode == BlendMode::Normal
            && !self.veils.contains(&true);
        match &props.paint {
            Paint::Color(color) if plain => {
                Some(color.to_rgba().to_rgba8()).filter(|c| c[3] == 255)
            }
            _ => None,
        }
    }

    /// Notes whether this is painted over what is there without letting anything through.
    fn note_blending(&mut self, props: &DrawProps<'_>) {
        self.blended |= self.opaque(props).is_none();
    }

    fn visible(&self, bounds: Rect) -> Rect {
        self.clips.last().map_or(bounds, |clip| bounds.intersect(*clip))
    }

    /// The letters in an area; `all` with those that were never to be seen.
    fn letters_in(&self, area: Rect, all: bool) -> Vec<usize> {
        if area.width() < 4.0 || area.height() < 4.0 {
            return Vec::new();
        }
        let inside = |g: &Glyph| {
            let [x, y] = g.center();
            let letter = g.text.is_empty() || g.text.chars().any(char::is_alphanumeric);
            (all || !g.invisible) && area.contains(Point::new(x, y)) && letter
        };
        (0..).zip(&self.glyphs).filter(|(_, g)| inside(g)).map(|(at, _)| at).collect()
    }

    /// How many letters are covered, and how many only veiled. What is drawn again on top can be
    /// seen.
    pub(super) fn covered(&self) -> (usize, usize) {
        let again = |at: usize| {
            let Some(glyph) = self.glyphs.get(at) else { return true };
            let near = |other: &Glyph| {
                (other.at[0] - glyph.at[0]).abs() < AGAIN
                    && (other.at[1] - glyph.at[1]).abs() < AGAIN
            };
            let later = (at + 1..).zip(self.glyphs.iter().skip(at + 1));
            later
                .filter(|(index, _)| !self.hidden.contains(index))
                .any(|(_, other)| other.text == glyph.text && near(other))
        };
        let count = |set: &BTreeSet<usize>| set.iter().filter(|at| !again(**at)).count();
        (count(&self.hidden), count(&self.veiled))
    }

    /// Whether a letter lies behind a picture that was drawn later.
    pub(super) fn is_behind_picture(&self, glyph: &Glyph) -> bool {
        let [x, y] = glyph.center();
        let index = self.glyphs.iter().position(|other| std::ptr::eq(other, glyph));
        let drawn_later = |before: usize| index.is_some_and(|index| index < before);
        let mut over = self.pictures.iter();
        over.any(|(area, before)| drawn_later(*before) && area.contains(Point::new(x, y)))
    }

    /// Notes the letters under an area that was painted just now.
    fn cover(&mut self, props: &DrawProps<'_>, area: Rect) {
        if self.opaque(props).is_some() {
            let letters = self.letters_in(area, true);
            self.hidden.extend(letters);
        } else if self.darkens(props) {
            let letters = self.letters_in(area, false);
            self.veiled.extend(letters);
        }
    }

    /// Whether paint darkens what is under it without hiding it.
    fn darkens(&self, props: &DrawProps<'_>) -> bool {
        let Paint::Color(color) = &props.paint else { return false };
        let [r, g, b, alpha] = color.to_rgba().to_rgba8();
        let dark = u32::from(r) + u32::from(g) + u32::from(b) < DARK;
        dark && (VEIL..255).contains(&alpha) && props.soft_mask.is_none()
    }

    /// Text inside tiling patterns and soft masks.
    fn paint(&mut self, paint: &Paint<'_>, mask: Option<&SoftMask<'_>>) {
        if self.depth > 8 {
            return;
        }
        self.depth += 1;
        let mut inner = Reader::new(self.outlines, LabelBoxes::new([]));
        inner.depth = self.depth;
        if let Paint::Pattern(pattern) = paint
            && let hayro_interpret::pattern::Pattern::Tiling(tiling) = pattern.as_ref()
        {
            let _ = tiling.interpret(&mut inner, Affine::IDENTITY, false);
        }
        if let Some(mask) = mask {
            mask.interpret(&mut inner);
        }
        let (seen, two) = (inner.glyphs, inner.two_meanings);
        seen.into_iter().for_each(|glyph| self.push(glyph));
        self.two_meanings |= two;
        self.depth -= 1;
    }

    fn glyph(&mut self, drawn: &Drawn<'_>, letters: Option<&Letters>, matrix: Affine) -> Glyph {
        let text = match drawn.as_unicode() {
            Some(BfString::Char(c)) => GlyphText::One(c),
            Some(BfString::String(s)) => GlyphText::Many(s.into()),
            None => GlyphText::Unknown,
        };
        let (width, letter) = match drawn {
            Drawn::Outline(outline) => {
                let letter = letters.and_then(|l| l.get(&outline.glyph_id().to_u32()).copied());
                (outline.advance_width().unwrap_or(500.0), letter)
            }
            Drawn::Type3(glyph) => (glyph.advance_width().unwrap_or(500.0), None),
        };
        let other = letter.filter(|c| !same(&text, *c));
        self.two_meanings |= other.is_some();
        let origin = matrix * Point::ORIGIN;
        let end = matrix * Point::new(f64::from(width), 0.0);
        let top = matrix * Point::new(0.0, 1000.0);
        Glyph {
            text,
            other,
            at: [origin.x, origin.y],
            advance: [end.x - origin.x, end.y - origin.y],
            size: (top - origin).hypot(),
            code: drawn.char_code(),
            invisible: false,
            white: false,
            bare: self.watch
                && matches!(drawn, Drawn::Outline(outline) if outline.outline().elements().is_empty()),
        }
    }
}

/// How far apart, in points, the same letter counts as drawn again.
const AGAIN: f64 = 1.5;
/// The sum of red, green and blue below which a color is dark, and the opacity from which it veils.
const DARK: u32 = 240;
const VEIL: u8 = 64;

/// Whether both say the same, ligatures and kinds of space and hyphen aside.
fn same(text: &GlyphText, letter: char) -> bool {
    if *text == GlyphText::One(letter) {
        return true;
    }
    let folded = fold(&text.chars().collect::<String>());
    let other = fold(letter.encode_utf8(&mut [0; 4]));
    folded == other
}

/// The corners of a path that is one closed shape of four straight sides.
fn corners(path: &BezPath) -> Option<[Point; 4]> {
    let mut points: Vec<Point> = Vec::with_capacity(5);
    for element in path.elements() {
        match element {
            PathEl::MoveTo(p) if points.is_empty() => points.push(*p),
            PathEl::LineTo(p) if (1..5).contains(&points.len()) => points.push(*p),
            PathEl::ClosePath if points.len() >= 4 => {}
            _ => return None,
        }
    }
    if points.len() == 5 && points.first() == points.last() {
        points.pop();
    }
    points.try_into().ok()
}

/// What each part of a path that hangs together covers.
fn parts(path: &BezPath) -> impl Iterator<Item = Rect> {
    let starts = |_: &PathEl, next: &PathEl| !matches!(next, PathEl::MoveTo(_));
    let bounds = |part: &[PathEl]| part.iter().copied().collect::<BezPath>().bounding_box();
    path.elements().chunk_by(starts).filter(|part| part.len() > 1).map(bounds)
}

impl<'a> Device<'a> for Reader<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        if matches!(props.paint, Paint::Pattern(_)) || props.soft_mask.is_some() {
            self.paint(&props.paint, props.soft_mask.as_ref());
        }
        self.note_blending(&props);
        if self.boxes.is_empty() && !self.watch {
            return;
        }
        let bounds = props.transform.transform_rect_bbox(path.bounding_box());
        let upright = (path.area().abs() - path.bounding_box().area()).abs()
            < 0.01 * path.bounding_box().area();
        let turned = props.transform.as_coeffs();
        let square =
            (turned[1] == 0.0 && turned[2] == 0.0) || (turned[0] == 0.0 && turned[3] == 0.0);
        // What is clipped off covers nothing.
        let whole = self.visible(bounds).inflate(0.1, 0.1).contains_rect(bounds);
        let corners = corners(path).filter(|_| whole);
        let ink = match (mode, corners) {
            (DrawMode::Fill(_), _) if upright && square => Ink::Area(self.opaque(&props)),
            (DrawMode::Fill(_), Some(corners)) => {
                Ink::Tilted(self.opaque(&props), corners.map(|p| props.transform * p))
            }
            (DrawMode::Fill(_), None) => Ink::Shape,
            _ => Ink::Line,
        };
        if self.watch && matches!(ink, Ink::Area(_)) {
            self.cover(&props, self.visible(bounds));
        }
        if self.boxes.any_pictured() {
            parts(path).for_each(|part| self.boxes.part(props.transform.transform_rect_bbox(part)));
        }
        self.boxes.draw(ink, self.visible(bounds));
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        let bounds = clip.path.bounding_box();
        self.clips.push(self.visible(bounds));
    }

    fn push_transparency_group(
        &mut self,
        opacity: f32,
        mask: Option<SoftMask<'a>>,
        blend_mode: BlendMode,
    ) {
        self.veils.push(opacity < 1.0 || mask.is_some() || blend_mode != BlendMode::Normal);
        self.blended = true;
        if let Some(mask) = mask {
            let nothing = Paint::Color(mask.background_color());
            self.paint(&nothing, Some(&mask));
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        if matches!(props.paint, Paint::Pattern(_)) || props.soft_mask.is_some() {
            self.paint(&props.paint, props.soft_mask.as_ref());
        }
        if !matches!(mode, DrawMode::Invisible) {
            self.note_blending(&props);
        }
        let color = self.opaque(&props);
        let (opaque, white) = (color.is_some(), color == Some([255; 4]));
        // One operator shows a run, so all of its glyphs are of one font.
        let outline = run.glyphs().iter().find_map(|placed| match &**placed {
            Drawn::Outline(outline) => Some(outline),
            Drawn::Type3(_) => None,
        });
        let letters = outline.and_then(|outline| self.outlines.letters(outline));
        for placed in run.glyphs() {
            let matrix = props.transform * placed.transform();
            let mut glyph = self.glyph(placed, letters.as_deref(), matrix);
            glyph.invisible = matches!(mode, DrawMode::Invisible);
            glyph.white = white;
            let is_label = self.boxes.glyph(&glyph, opaque, mode);
            self.push(glyph);
            if let Drawn::Type3(drawn) = &**placed
                && self.depth < 4
            {
                // The letter's own drawing may show text of its own.
                let mut inner = Reader::new(self.outlines, LabelBoxes::new([]));
                inner.depth = self.depth + 1;
                drawn.interpret(&mut inner, props.transform, placed.transform(), &props.paint);
                let (seen, blended) = (inner.glyphs, inner.blended);
                // What it draws is not held against the boxes, unless it is the label of one.
                self.blended |= blended || !is_label;
                seen.into_iter().for_each(|glyph| self.push(glyph));
            }
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        if let Some(mask) = &props.soft_mask {
            self.paint(&Paint::Color(mask.background_color()), Some(mask));
        }
        // The interpreter draws images in rows and columns from the upper left.
        let (w, h) = (f64::from(image.width()), f64::from(image.height()));
        let unit = props.transform * Affine::new([w, 0.0, 0.0, -h, 0.0, h]);
        if !self.boxes.is_empty() {
            self.blended |= self.boxes.image(&image, unit);
        }
        if let (true, Image::Raster(raster)) = (self.watch, &image) {
            let dict = raster.stream().dict();
            let veiled = self.veils.contains(&true) || props.soft_mask.is_some();
            if !veiled && !dict.contains_key(b"SMask") && !dict.contains_key(b"Mask") {
                let area = unit.transform_rect_bbox(Rect::new(0.0, 0.0, 1.0, 1.0));
                self.pictures.push((self.visible(area), self.glyphs.len()));
            }
        }
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn pop_transparency_group(&mut self) {
        self.veils.pop();
    }
}
