//! File names may hold names of persons too. They are kept as given, and told of.

use super::engine::Engine;
use crate::model::{Decision, Place, Segment, SegmentKind, message};
use crate::policy::weigh;
use crate::recognize::Memory;
use std::path::{Component, Path};

impl Engine {
    /// Whether a path, as it will stand in the output, seems to hold personal data.
    pub fn name_tells(&self, path: &Path, memory: &Memory) -> bool {
        let mut segments = Vec::new();
        let mut components = path.components().peekable();
        while let Some(Component::Normal(part)) = components.next() {
            let name = match (components.peek(), Path::new(part).file_stem()) {
                (None, Some(stem)) => stem.to_string_lossy(),
                _ => part.to_string_lossy(),
            };
            let spaced: String = name
                .chars()
                .map(|c| if matches!(c, '_' | '-' | '.' | '+') { ' ' } else { c })
                .collect();
            for text in [name.into_owned(), spaced] {
                segments.push(Segment::new(
                    SegmentKind::Name,
                    Place::new(message!("file name")),
                    text,
                ));
            }
        }
        let found = self.detector.find(&segments, memory);
        found.iter().any(|f| weigh(f, SegmentKind::Name, &self.policy).decision != Decision::Keep)
    }
}
