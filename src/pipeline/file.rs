//! The way of one file, and of the files inside it.

use super::detect::{detect, extension_of, guess, mislabelled};
use super::engine::{AskMode, Engine, FileRun};
use super::needles::{Left, allow, expected, is_telling};
use super::repeated_text;
use super::second_readings::{once, without_echoes};
use super::work::{CopyResult, FileWork, MAX_ATTACHMENT_DEPTH, NestedWork, inside, letters_in};
use crate::formats;
use crate::model::{
    ChildFate, Decision, Document, Finding, Mark, Note, OpenOptions, Place, Redaction, Scale,
    Segment, Treatment, Unread, Unreadable, Verdict,
};
use crate::policy::{UnreadMode, weigh};
use crate::recognize::Memory;
use crate::report::{Excerpt, FindingOutcome, Mode, Problem, questions};
use crate::verify::{Claim, Verified, verify};
use std::sync::Arc;

impl Engine {
    /// What this file teaches about the people of its dossier. A file that cannot be read teaches
    /// nothing; it is told of when its turn comes.
    pub fn learn(&self, bytes: &[u8], extension: Option<&str>) -> Memory {
        // Reading a file is most of the work, and a search for lists alone learns nothing from it.
        if self.settings.only_lists {
            return Memory::default();
        }
        self.learn_at(bytes, extension, 0)
    }

    fn learn_at(&self, bytes: &[u8], extension: Option<&str>, depth: usize) -> Memory {
        let opened =
            detect(bytes, extension).ok().and_then(|f| f.open(bytes, &self.settings.open).ok());
        let Some(document) = opened else { return Memory::default() };
        self.learn_from(document.as_ref(), depth)
    }

    /// What a document teaches, and its attachments.
    fn learn_from(&self, document: &dyn Document, depth: usize) -> Memory {
        let mut memory = self.detector.learn(document.segments());
        if depth < MAX_ATTACHMENT_DEPTH.min(self.limits().depth) {
            for child in document.children() {
                memory.merge(self.learn_at(&child.bytes, extension_of(&child.name), depth + 1));
            }
        }
        memory
    }

    /// What a file that is alone in its run and its attachments teach each other; `None` if there is
    /// nothing to teach. Of several files all that was learned before.
    fn taught_by_attachments(
        &self,
        document: &dyn Document,
        run: FileRun<'_>,
        within: &[Place],
    ) -> Option<Memory> {
        let alone = within.is_empty() && run.memory.is_empty() && !self.settings.only_lists;
        (alone && !document.children().is_empty()).then(|| self.learn_from(document, 0))
    }

    /// Takes a file the whole way, but for the writing.
    ///
    /// # Errors
    /// [`Problem`] when it could not even be opened.
    pub fn run(
        &self,
        bytes: &Arc<Vec<u8>>,
        extension: Option<&str>,
        run: FileRun<'_>,
    ) -> Result<FileWork, Problem> {
        Ok(self.run_at(bytes, extension, run, &[])?.work)
    }

    pub(super) fn run_at(
        &self,
        bytes: &Arc<Vec<u8>>,
        extension: Option<&str>,
        run: FileRun<'_>,
        within: &[Place],
    ) -> Result<NestedWork, Problem> {
        let format = detect(bytes, extension)?;
        let options = OpenOptions {
            for_copy: run.mode == Mode::Redact,
            threads: run.threads,
            illustrates: run.illustrates,
            ..self.settings.open.clone()
        };
        let document = format.open(bytes, &options).map_err(Problem::Format)?;
        // Let through for the sake of its error message; without one it is something else.
        let other = formats::detect(bytes).map_or("", |f| f.name());
        if !format.sniff(bytes) && !format.takes_by_name(bytes, other) {
            return Err(mislabelled(extension, guess(bytes)));
        }
        let document = document.as_ref();
        let taught = self.taught_by_attachments(document, run, within);
        let run = FileRun { memory: taught.as_ref().unwrap_or(run.memory), ..run };
        let (items, longer) = self.weigh_all(document, run.memory, within);
        let unread: Vec<Unread> = document.unread().iter().map(|u| inside(u, within)).collect();
        let mut inner = NestedWork {
            needles: Vec::new(),
            left: Left::default(),
            work: FileWork {
                format: format.name(),
                pages: document.pages(),
                items,
                unread,
                notes: document.notes().into_iter().chain(longer).collect(),
                letters: letters_in(document, within),
                copy: CopyResult::None,
            },
        };
        let fates = self.children(document, run, within, &mut inner);
        if run.mode == Mode::Check {
            return Ok(inner);
        }
        inner.work.copy = match self.refusal(&inner.work, run) {
            Some(problem) => CopyResult::Refused(problem),
            None => {
                let original =
                    Original { bytes, format: format.copy_format(), depth: within.len() };
                match self.copy(original, document, &fates, run, &mut inner) {
                    Ok(verified) => CopyResult::Made(verified),
                    Err(problem) => CopyResult::Failed(problem),
                }
            }
        };
        Ok(inner)
    }

    /// All findings, weighed; and a note of words that hold an entry of the list to redact.
    fn weigh_all(
        &self,
        document: &dyn Document,
        memory: &Memory,
        within: &[Place],
    ) -> (Vec<FindingOutcome>, Option<Note>) {
        let segments = document.segments();
        let examined = self.detector.examine(segments, memory);
        let longer =
            Note { code: "listed-within-words", place: None, count: examined.within_words };
        let weighed = once(document, examined.findings)
            .into_iter()
            .filter_map(|f| {
                let segment = segments.get(f.segment)?;
                let verdict = weigh(&f, segment.kind, &self.policy);
                Some((f, verdict))
            })
            .collect();
        let mut ruler = Ruler::default();
        let found = &examined.organizations;
        let weighed = repeated_text::complete(segments, weighed, found, |v| self.hides(v));
        let items = without_echoes(document, weighed, |v| self.hides(v))
            .into_iter()
            .filter_map(|(f, v)| self.item(document, f, v, within, &mut ruler))
            .collect();
        (items, Some(longer).filter(|note| note.count > 0))
    }

    fn item(
        &self,
        document: &dyn Document,
        finding: Finding,
        verdict: Verdict,
        within: &[Place],
        ruler: &mut Ruler,
    ) -> Option<FindingOutcome> {
        let segment: &Segment = document.segments().get(finding.segment)?;
        let text = segment.text.get(finding.span.start..finding.span.end)?;
        let before = ruler.codepoints(finding.segment, &segment.text, finding.span.start)?;
        let replacement = self.hides(&verdict).then(|| format!("[{}]", self.mark(&verdict).label));
        Some(FindingOutcome {
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
    fn refusal(&self, work: &FileWork, run: FileRun<'_>) -> Option<Problem> {
        let refused = || work.unread.iter().filter(|u| run.unread.refuses(u));
        let pages = refused().count();
        if pages > 0 {
            let blind = self.settings.open.pictures.is_none();
            let scan = blind && refused().any(|u| u.why == Unreadable::Image);
            return Some(if scan { Problem::UnreadScan(pages) } else { Problem::Unread(pages) });
        }
        let asked = questions(&work.items);
        if asked > 0 && self.settings.ask == AskMode::Refuse {
            return Some(Problem::Questions(asked));
        }
        None
    }

    /// Cuts, and lets the second reader look.
    fn copy(
        &self,
        original: Original<'_>,
        document: &dyn Document,
        fates: &[ChildFate],
        run: FileRun<'_>,
        inner: &mut NestedWork,
    ) -> Result<Verified, Problem> {
        let Original { bytes: original, format, depth } = original;
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
        let blanked = run.unread.mode == UnreadMode::Blank;
        let treatment = Treatment { blank_unread: blanked, ..self.settings.treatment };
        let redacted = document.redact(&orders, fates, &treatment).map_err(Problem::Format)?;
        if blanked {
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
        let mut left = expected(document.segments(), &orders);
        if treatment.text_layer.is_some() {
            left.texts.extend(left.pictured.iter().cloned());
        }
        inner.left.add(left);
        for order in &orders {
            let text = document.segments().get(order.segment);
            let text = text.and_then(|s| s.text.get(order.span.start..order.span.end));
            inner.needles.extend(text.filter(|t| is_telling(t)).map(str::to_owned));
        }
        inner.needles.sort();
        inner.needles.dedup();
        let needles = allow(&inner.needles, &inner.left)?;
        let census = self.listed.as_ref();
        let allowed = census.map(|c| c.count(inner.left.texts.iter().map(String::as_str)));
        let listed = census.zip(allowed.as_deref());
        let boxes = &redacted.boxes;
        let claim = Claim {
            format,
            original,
            needles: &needles,
            listed,
            boxes,
            blanked,
            pictures: self.settings.open.pictures.as_deref(),
            threads: run.threads,
        };
        verify(redacted.bytes, &claim).map_err(|e| Problem::Verify(e.message()))
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

/// The file of which a copy is made.
#[derive(Clone, Copy)]
struct Original<'a> {
    bytes: &'a Arc<Vec<u8>>,
    /// The name of the format in which the copy is written.
    format: &'static str,
    /// In how many files it is contained.
    depth: usize,
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
