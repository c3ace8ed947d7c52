//! Messages that stand wholly in others.

use super::{Lang, printable};
use crate::model::Place;
use serde_json::{Value, json};
use std::io::{self, Write};
use std::path::PathBuf;

/// A message: its file, and its place there if it is not all of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The file.
    pub path: PathBuf,
    /// The place in the file.
    pub place: Option<Place>,
}

/// A message that another holds, with all its attachments: a person may leave it out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contained {
    /// The message.
    pub inner: Passage,
    /// The one that holds it.
    pub outer: Passage,
    /// Whether both say the same.
    pub same: bool,
}

impl Passage {
    fn say(&self, lang: Lang) -> String {
        let path = printable(&self.path);
        self.place.as_ref().map_or_else(|| path.clone(), |p| format!("{path} › {}", lang.place(p)))
    }

    fn fields(&self, lang: Lang) -> Value {
        let place = self.place.as_ref().map(|p| lang.place(p));
        json!({ "path": self.path.to_string_lossy(), "place": place })
    }
}

/// For people: a line each.
pub(super) fn lines(out: &mut impl Write, contained: &[Contained], lang: Lang) -> io::Result<()> {
    if contained.is_empty() {
        return Ok(());
    }
    let head = lang.pick(
        "Mails die met hun bijlagen geheel in een andere staan, en weggelaten kunnen worden",
        "Mails that stand wholly in another with their attachments, and may be left out",
    );
    writeln!(out, "{head}:")?;
    for one in contained {
        let word = match one.same {
            true => lang.pick("gelijk aan", "the same as"),
            false => lang.pick("staat in", "stands in"),
        };
        writeln!(out, "  {} {word} {}", one.inner.say(lang), one.outer.say(lang))?;
    }
    Ok(())
}

/// For programs.
pub(super) fn values(contained: &[Contained], lang: Lang) -> Value {
    let one = |c: &Contained| json!({ "message": c.inner.fields(lang), "in": c.outer.fields(lang), "same": c.same });
    contained.iter().map(one).collect()
}
