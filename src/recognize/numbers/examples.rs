//! Runs the examples in a pattern file.

use crate::recognize::error::{ExampleFault, RecognizeError};
use crate::recognize::hit::Hit;
use crate::recognize::numbers::pattern::Pattern;
use crate::recognize::numbers::prefilter::Prefilter;

impl Pattern {
    /// Runs the pattern's own examples. What must be found is between `«` and `»`.
    ///
    /// # Errors
    /// [`RecognizeError::Example`] with the number of the failing example; never its text.
    pub fn test(&self) -> Result<(), RecognizeError> {
        let fail = |list, n, fault| {
            let (file, id) = (self.file.clone(), self.id.clone());
            Err(RecognizeError::Example { file, id, list, number: n + 1, fault })
        };
        if self.regex.get().is_none() {
            return fail("regex", 0, ExampleFault::NotCompiled);
        }
        let finder = Prefilter::new(std::slice::from_ref(self))?;
        let found = |text: &str| {
            let mut out = Vec::new();
            finder.run(std::slice::from_ref(self), text, &mut out);
            out.into_iter().map(|h: Hit| h.span).collect::<Vec<_>>()
        };
        for (n, example) in self.finds.iter().enumerate() {
            let plain = example.replace(['«', '»'], "");
            let want = example.find('«').zip(example.find('»').map(|e| e - '«'.len_utf8()));
            let spans = found(&plain);
            let good = match want {
                Some((s, e)) => spans.iter().any(|span| span.start == s && span.end == e),
                None => !spans.is_empty(),
            };
            if !good {
                return fail("finds", n, ExampleFault::NotFound);
            }
        }
        for (n, example) in self.leaves.iter().enumerate() {
            if !found(example).is_empty() {
                return fail("leaves", n, ExampleFault::Found);
            }
        }
        Ok(())
    }
}
