//! The way of one file, and of the files inside it.

use super::again::once;
use super::attachments::{MAX_ATTACHMENT_DEPTH, inside};
use super::detect::{detect, extension_of, guess, mislabelled};
use super::needles::{allow, expected};
use super::{AskMode, Engine, Mode, echo};
use crate::formats;
use crate::model::{
    ChildFate, Decision, Document, Finding, Mark, Note, Place, Redaction, Scale, Segment, Unread,
    Verdict,
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
pub(super) struct Inner {
    pub(super) work: Work,
    /// Texts that had to go.
    pub(super) needles: Vec<String>,
    /// Texts as they stand in the copy.
    pub(super) left: Vec<String>,
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

    pub(super) fn run_at(
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
        let census = self.listed.as_ref();
        let allowed = census.map(|c| c.count(inner.left.iter().map(String::as_str)));
        let listed = census.zip(allowed.as_deref());
        let boxes = &redacted.boxes;
        let claim = Claim { format, original, needles: &needles, listed, boxes, blanked };
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
