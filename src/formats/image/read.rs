//! Reading the pages of a picture file.

use crate::formats::image::document::{ImageDocument, PageRead, TextOrigin};
use crate::formats::raster::kind::Kind;
use crate::formats::raster::paper::Paper;
use crate::formats::raster::read;
use crate::formats::scan::reading::{self, Left, Seen};
use crate::formats::scan::view::View;
use crate::model::{
    FormatError, Note, OpenOptions, PictureError, PictureReader, Place, Scale, Segment,
    SegmentKind, Unread, Unreadable, message,
};
use crate::parallel;

/// The resolution at which a page is looked at that no machine reads.
const ROUGH: f64 = 100.0;

/// What was seen on a page.
struct Looked {
    paper: Option<Paper>,
    seen: Option<Seen>,
    unread: Option<(Unreadable, Scale)>,
    failed: Option<PictureError>,
}

/// Reads a picture file.
///
/// # Errors
///
/// [`FormatError`] if it is broken, too large, or its only page does not decode.
pub(super) fn open(bytes: &[u8], options: &OpenOptions) -> Result<ImageDocument, FormatError> {
    let kind = Kind::of(bytes).ok_or_else(|| FormatError::damaged(message!("picture")))?;
    let count = read::pages(bytes, kind)?;
    let machine = options.pictures.as_deref();
    let part = options.illustrates;
    let one = |_: &mut (), number: usize| {
        let looked = look(bytes, kind, number, (machine, part));
        // Of many pages one may be of a kind that is not known; the others are read all the same.
        match looked {
            Err(FormatError::Damaged(..) | FormatError::Unsupported(_)) if count > 1 => {
                Ok(Looked {
                    paper: None,
                    seen: None,
                    unread: Some((Unreadable::Stream, Scale::Page)),
                    failed: None,
                })
            }
            looked => looked,
        }
    };
    let mut out = ImageDocument {
        bytes: bytes.to_vec(),
        kind,
        pages: Vec::new(),
        segments: Vec::new(),
        origins: Vec::new(),
        unread: Vec::new(),
        notes: Vec::new(),
    };
    let threads = options.threads.max(1);
    parallel::in_order(count, threads, &mut (), || (), one, |_, looked| out.add(looked?))?;
    Ok(out)
}

fn look(
    bytes: &[u8],
    kind: Kind,
    number: usize,
    (machine, part): (Option<&dyn PictureReader>, Option<Scale>),
) -> Result<Looked, FormatError> {
    let sheet = read::page(bytes, kind, number)?.sheet;
    let paper = Paper::of(sheet.width, sheet.height, sheet.dpi);
    let drawn = vec![(sheet.shades(), paper.matrix())];
    drop(sheet);
    let mut out = Looked { paper: Some(paper), seen: None, unread: None, failed: None };
    // In a picture that is part of something else, one that shows no writing illustrates that.
    let worst = part.unwrap_or(Scale::Page);
    let picture = if part.is_some() { Scale::Small } else { Scale::Page };
    let Some(machine) = machine else {
        let rough = View::of(paper.area(), 0, 0.0, ROUGH.min(paper.dpi));
        let blank = rough.and_then(|view| view.draw(&drawn)).is_some_and(|p| reading::is_blank(&p));
        out.unread = (!blank).then_some((Unreadable::Image, worst));
        return Ok(out);
    };
    match reading::read(drawn, (paper.area(), 0), &[], machine) {
        Ok(Some(seen)) => {
            out.unread = match seen.left {
                Left::Blank | Left::Nothing => None,
                Left::Something => Some((Unreadable::Image, Scale::Small)),
                Left::Picture => Some((Unreadable::Image, picture)),
                Left::Writing => Some((Unreadable::Image, worst)),
            };
            out.seen = Some(seen);
        }
        Ok(None) => out.unread = Some((Unreadable::Image, worst)),
        Err(why) => {
            out.failed = Some(why);
            out.unread = Some((Unreadable::Image, worst));
        }
    }
    Ok(out)
}

impl ImageDocument {
    /// Adds a page and what it says.
    fn add(&mut self, looked: Looked) -> Result<(), FormatError> {
        let number = self.pages.len();
        let place = Place::new(message!("page {0}", number + 1));
        let Looked { paper, seen, unread, failed } = looked;
        if let Some(why) = failed {
            self.notes.push(Note { code: why.code(), place: Some(place.clone()), count: 1 });
        }
        let large = unread.as_ref().is_some_and(|(_, scale)| *scale == Scale::Page);
        if let Some((why, scale)) = unread {
            self.unread.push(Unread { place: place.clone(), why, scale });
        }
        let (words, signatures) = match seen {
            Some(seen) => (seen.words, seen.signatures),
            None => (Vec::new(), Vec::new()),
        };
        for (at, words) in words.iter().enumerate() {
            let segment = Segment::new(SegmentKind::Body, place.clone(), words.text());
            self.segments.push(segment.from_picture());
            self.origins.push(TextOrigin::Words(number, at));
        }
        for at in 0..signatures.len() {
            self.segments.push(Segment::of_signature(place.clone()));
            self.origins.push(TextOrigin::Signature(number, at));
        }
        self.pages.push(PageRead { paper, words, signatures, unread: large });
        Ok(())
    }
}
