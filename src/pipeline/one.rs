//! The way of one file, and of the files inside it.

use super::detect::{detect, extension_of, guess, mislabelled};
use super::needles::{allow, expected};
use super::{AskMode, Engine, Mode, echo};
use crate::formats;
use crate::model::{
    ChildFate, Decision, Document, Finding, Mark, Note, Place, Redaction, Scale, Segment, Span,
    Unread, Unreadable, Verdict,
};
use crate::policy::{UnreadMode, weigh};
use crate::recognize::Memory;
use crate::report::{Excerpt, Item, Problem};
use crate::verify::{Claim, Verified, verify};

/// What came of a file before anything is written.
pub struct Work {
    /// The format.
    pub format: &'static str,
    /// Pages or parts.
    pub pages: usize,
    /// All findings, weighed; those of attachments after the file's own.
    pub items: Vec<Item>,
    /// What could not be read.
    pub unread: Vec<Unread>,
    /// Remarks.
    pub notes: Vec<Note>,
    /// The copy, or why there is none.
    pub copy: Copy,
}

/// The copy, or why there is none.
pub enum Copy {
    /// None was asked for.
    None,
    /// It passed the second reader.
    Made(Verified),
    /// On purpose there is none.
    Refused(Problem),
    /// It could not be made.
    Failed(Problem),
}

/// What a file hands to the file around it.
struct Inner {
    work: Work,
    /// Texts that had to go.
    needles: Vec<String>,
    /// Texts as they stand in the copy.
    left: Vec<String>,
}

impl Engine {
    /// What this file teaches about the people of its dossier. A file that cannot be read teaches
    /// nothing; it is told of when its turn comes.
    pub fn learn(&self, bytes: &[u8], extension: Option<&str>) -> Memory {
        self.learn_at(bytes, extension, 0)
    }

    fn learn_at(&self, bytes: &[u8], extension: Option<&str>, depth: usize) -> Memory {
        let opened =
            detect(bytes, extension).ok().and_then(|f| f.open(bytes, &self.settings.open).ok());
        let Some(document) = opened else { return Memory::default() };
        let mut memory = self.detector.learn(document.segments());
        if depth < MAX_ATTACHMENT_DEPTH.min(self.limits().depth) {
            for child in document.children() {
                memory.merge(self.learn_at(&child.bytes, extension_of(&child.name), depth + 1));
            }
        }
        memory
    }

    /// Takes a file the whole way, but for the writing.
    ///
    /// # Errors
    /// [`Problem`] when it could not even be opened.
    pub fn run(
        &self,
        bytes: &[u8],
        extension: Option<&str>,
        memory: &Memory,
        mode: Mode,
    ) -> Result<Work, Problem> {
        Ok(self.run_at(bytes, extension, memory, mode, &[])?.work)
    }

    fn run_at(
        &self,
        bytes: &[u8],
        extension: Option<&str>,
        memory: &Memory,
        mode: Mode,
        within: &[Place],
    ) -> Result<Inner, Problem> {
        let format = detect(bytes, extension)?;
        let document = format.open(bytes, &self.settings.open).map_err(Problem::Format)?;
        // Let through for the sake of its error message; without one it is something else.
        if !format.sniff(bytes) {
            return Err(mislabelled(extension, guess(bytes)));
        }
        let document = document.as_ref();
        let items = self.weigh_all(document, memory, within);
        let unread: Vec<Unread> = document.unread().iter().map(|u| inside(u, within)).collect();
        let mut inner = Inner {
            needles: Vec::new(),
            left: Vec::new(),
            work: Work {
                format: format.name(),
                pages: document.pages(),
                items,
                unread,
                notes: document.notes(),
                copy: Copy::None,
            },
        };
        let fates = self.children(document, memory, mode, within, &mut inner);
        if mode == Mode::Check {
            return Ok(inner);
        }
        inner.work.copy = match self.refusal(&inner.work) {
            Some(problem) => Copy::Refused(problem),
            None => {
                match self.copy(bytes, format.name(), document, &fates, within.len(), &mut inner) {
                    Ok(verified) => Copy::Made(verified),
                    Err(problem) => Copy::Failed(problem),
                }
            }
        };
        Ok(inner)
    }

    fn weigh_all(&self, document: &dyn Document, memory: &Memory, within: &[Place]) -> Vec<Item> {
        let segments = document.segments();
        let weighed = once(document, self.detector.find(segments, memory))
            .into_iter()
            .filter_map(|f| {
                let segment = segments.get(f.segment)?;
                let verdict = weigh(&f, segment.kind, &self.policy);
                Some((f, verdict))
            })
            .collect();
        let mut ruler = Ruler::default();
        echo::complete(segments, weighed, |v| self.hides(v))
            .into_iter()
            .filter_map(|(f, v)| self.item(document, f, v, within, &mut ruler))
            .collect()
    }

    fn item(
        &self,
        document: &dyn Document,
        finding: Finding,
        verdict: Verdict,
        within: &[Place],
        ruler: &mut Ruler,
    ) -> Option<Item> {
        let segment: &Segment = document.segments().get(finding.segment)?;
        let text = segment.text.get(finding.span.start..finding.span.end)?;
        let before = ruler.codepoints(finding.segment, &segment.text, finding.span.start)?;
        let replacement = self.hides(&verdict).then(|| format!("[{}]", self.mark(&verdict).label));
        Some(Item {
            codepoints: (before, before + text.chars().count()),
            kind: segment.kind,
            place: document.place(finding.segment, finding.span),
            within: within.to_vec(),
            excerpt: self.settings.show.then(|| Excerpt::new(text)),
            replacement,
            removed: None,
            verdict,
            finding,
        })
    }

    /// Whether a verdict takes the text out of the copy.
    fn hides(&self, verdict: &Verdict) -> bool {
        match verdict.decision {
            Decision::Redact => true,
            Decision::Ask => self.settings.ask == AskMode::Redact,
            Decision::Keep => false,
        }
    }

    fn mark(&self, verdict: &Verdict) -> Mark {
        self.policy.mark(verdict.ground.as_ref().unwrap_or(&self.policy.ground))
    }

    /// Why no copy may be made, if so.
    fn refusal(&self, work: &Work) -> Option<Problem> {
        let pages = work.unread.iter().filter(|u| u.scale == Scale::Page).count();
        if pages > 0 && self.settings.unread == UnreadMode::Refuse {
            return Some(Problem::Unread(pages));
        }
        let questions = work.items.iter().filter(|i| i.is_question()).count();
        if questions > 0 && self.settings.ask == AskMode::Refuse {
            return Some(Problem::Questions(questions));
        }
        None
    }

    /// Runs every attachment the same way and says what becomes of it.
    fn children(
        &self,
        document: &dyn Document,
        memory: &Memory,
        mode: Mode,
        within: &[Place],
        inner: &mut Inner,
    ) -> Vec<ChildFate> {
        let mut fates = Vec::with_capacity(document.children().len());
        for child in document.children() {
            let mut path = within.to_vec();
            path.push(child.place.clone());
            let done = if path.len() > MAX_ATTACHMENT_DEPTH.min(self.limits().depth) {
                Err(Problem::Limit(format!("bijlagen tot {MAX_ATTACHMENT_DEPTH} diep")))
            } else {
                self.run_at(&child.bytes, extension_of(&child.name), memory, mode, &path)
            };
            fates.push(match done {
                Ok(done) => self.adopt(done, &child.bytes, &child.place, inner),
                Err(_) => self.unreadable_child(&child.place, mode, within, inner),
            });
        }
        fates
    }

    /// Takes what an attachment came to into the file around it.
    fn adopt(&self, child: Inner, bytes: &[u8], place: &Place, inner: &mut Inner) -> ChildFate {
        let Work { items, unread, notes, copy, .. } = child.work;
        let hidden = items.iter().any(Item::is_hidden);
        inner.work.items.extend(items);
        inner.work.unread.extend(unread);
        inner.work.notes.extend(notes);
        match copy {
            Copy::Made(verified) => {
                inner.needles.extend(child.needles);
                inner.left.extend(child.left);
                if hidden {
                    note(&mut inner.work, "attachment-redacted", place);
                }
                if verified.bytes() == bytes {
                    return ChildFate::Keep;
                }
                ChildFate::Replace(verified.bytes().to_vec())
            }
            // Its own unread parts or questions refuse the whole file; nothing is decided here.
            Copy::None | Copy::Refused(_) => ChildFate::Keep,
            Copy::Failed(_) => {
                inner.needles.extend(child.needles);
                self.unreadable_child(place, Mode::Redact, &[], inner)
            }
        }
    }

    /// What cannot be looked into goes, stays or stops the file, as the run was told.
    fn unreadable_child(
        &self,
        place: &Place,
        mode: Mode,
        within: &[Place],
        inner: &mut Inner,
    ) -> ChildFate {
        let drops = self.settings.treatment.extras == crate::model::Extras::Drop
            || self.settings.unread == UnreadMode::Blank;
        if drops && mode == Mode::Redact {
            note(&mut inner.work, "attachment-dropped", place);
            return ChildFate::Drop;
        }
        let unread =
            Unread { place: place.clone(), why: Unreadable::UnknownPart, scale: Scale::Page };
        inner.work.unread.push(inside(&unread, within));
        if self.settings.unread == UnreadMode::Keep {
            note(&mut inner.work, "attachment-kept-unread", place);
        }
        ChildFate::Keep
    }

    /// Cuts, and lets the second reader look.
    fn copy(
        &self,
        original: &[u8],
        format: &'static str,
        document: &dyn Document,
        fates: &[ChildFate],
        depth: usize,
        inner: &mut Inner,
    ) -> Result<Verified, Problem> {
        let own: Vec<usize> = (0..inner.work.items.len())
            .filter(|i| {
                inner.work.items.get(*i).is_some_and(|i| i.is_hidden() && i.within.len() == depth)
            })
            .collect();
        let orders: Vec<Redaction> = own
            .iter()
            .filter_map(|i| inner.work.items.get(*i))
            .map(|i| Redaction {
                segment: i.finding.segment,
                span: i.finding.span,
                mark: self.mark(&i.verdict),
            })
            .collect();
        let redacted =
            document.redact(&orders, fates, &self.settings.treatment).map_err(Problem::Format)?;
        if self.settings.unread == UnreadMode::Blank {
            self.blanked(format, &redacted.bytes)?;
        }
        for (at, removed) in own.iter().zip(&redacted.removed) {
            if let Some(item) = inner.work.items.get_mut(*at) {
                item.removed = Some(*removed);
            }
        }
        // What became of attachments is noted here, with their place.
        let told = |n: &Note| n.code.starts_with("attachment-");
        inner.work.notes.extend(redacted.notes.into_iter().filter(|n| !told(n)));
        inner.left.extend(expected(document.segments(), &orders));
        for order in &orders {
            let text = document.segments().get(order.segment);
            let text = text.and_then(|s| s.text.get(order.span.start..order.span.end));
            inner.needles.extend(text.map(str::to_owned));
        }
        inner.needles.sort();
        inner.needles.dedup();
        let needles = allow(&inner.needles, &inner.left)?;
        let blanked = self.settings.treatment.blank_unread;
        let claim = Claim { format, original, needles: &needles, boxes: &redacted.boxes, blanked };
        verify(redacted.bytes, &claim).map_err(|e| Problem::Verify(e.to_string()))
    }
}

impl Engine {
    /// What was to be blanked must not be there any more: a format that left it is found out.
    fn blanked(&self, format: &str, copy: &[u8]) -> Result<(), Problem> {
        let of_copy = formats::all().iter().find(|f| f.name() == format);
        let document = of_copy
            .ok_or(Problem::UnknownType)?
            .open(copy, &self.settings.open)
            .map_err(Problem::Format)?;
        match document.unread().iter().filter(|u| u.scale == Scale::Page).count() {
            0 => Ok(()),
            left => Err(Problem::NotBlanked(left)),
        }
    }
}

/// Counts code points up to an offset, going on from the offset before it.
#[derive(Default)]
struct Ruler {
    segment: usize,
    byte: usize,
    count: usize,
}

impl Ruler {
    fn codepoints(&mut self, segment: usize, text: &str, byte: usize) -> Option<usize> {
        if segment != self.segment || byte < self.byte {
            *self = Self { segment, byte: 0, count: 0 };
        }
        self.count += text.get(self.byte..byte)?.chars().count();
        self.byte = byte;
        Some(self.count)
    }
}

/// Deepest nesting of files within files.
const MAX_ATTACHMENT_DEPTH: usize = 8;

fn note(work: &mut Work, code: &'static str, place: &Place) {
    work.notes.push(Note { code, place: Some(place.clone()), count: 1 });
}

fn inside(unread: &Unread, within: &[Place]) -> Unread {
    let mut parts: Vec<&str> = within.iter().map(Place::as_str).collect();
    parts.push(unread.place.as_str());
    Unread { place: Place::new(parts.join(" › ")), ..unread.clone() }
}

/// Findings without those in a second reading that say no more than the first reading did.
fn once(document: &dyn Document, findings: Vec<Finding>) -> Vec<Finding> {
    let again = |f: &Finding| document.segments().get(f.segment).is_some_and(|s| s.again);
    let first: Vec<(usize, Span)> =
        findings.iter().filter(|f| !again(f)).map(|f| (f.segment, f.span)).collect();
    let known = |f: &Finding| {
        let same = document.same(f.segment, f.span);
        !same.is_empty()
            && same.iter().all(|(segment, span)| {
                first.iter().any(|(s, known)| s == segment && known.contains(*span))
            })
    };
    let mut kept: Vec<Finding> =
        findings.iter().filter(|f| !again(f) || !known(f)).cloned().collect();
    // A cell read from top to bottom gives a whole name; what its rows gave of it is a part of that.
    let whole: Vec<(usize, Span)> =
        kept.iter().filter(|f| again(f)).flat_map(|f| document.same(f.segment, f.span)).collect();
    kept.retain(|f| again(f) || !covered(document, f, &whole));
    kept
}

/// Whether every letter of a finding lies in one of these stretches.
fn covered(document: &dyn Document, finding: &Finding, by: &[(usize, Span)]) -> bool {
    let Some(segment) = document.segments().get(finding.segment) else { return false };
    let Some(text) = segment.text.get(finding.span.start..finding.span.end) else { return false };
    let spans: Vec<Span> = by
        .iter()
        .filter(|(s, span)| *s == finding.segment && span.overlaps(finding.span))
        .map(|(_, span)| *span)
        .collect();
    !spans.is_empty()
        && text.char_indices().filter(|(_, c)| !c.is_whitespace()).all(|(at, _)| {
            let at = finding.span.start + at;
            spans.iter().any(|s| s.start <= at && at < s.end)
        })
}
