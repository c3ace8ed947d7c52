//! Strings in binaries: runs of letters in UTF-8 and UTF-16, as `strings` finds them.

use crate::model::Message;
use crate::verify::reading::Reading;

/// Shortest run that counts, in characters.
const RUN: usize = 6;

/// All strings of a binary.
pub(super) fn read(data: &[u8], place: &Message) -> Vec<Reading> {
    let mut out = vec![Reading::bytes("strings", place.clone(), narrow(data))];
    for (view, skip) in [("strings-utf16", 0), ("strings-utf16-1", 1)] {
        out.push(Reading::bytes(
            view,
            place.clone(),
            wide(data.get(skip..).unwrap_or_default(), false),
        ));
    }
    for (view, skip) in [("strings-utf16be", 0), ("strings-utf16be-1", 1)] {
        out.push(Reading::bytes(
            view,
            place.clone(),
            wide(data.get(skip..).unwrap_or_default(), true),
        ));
    }
    out
}

fn narrow(data: &[u8]) -> String {
    let mut runs = Runs::default();
    for chunk in data.utf8_chunks() {
        chunk.valid().chars().for_each(|c| runs.add(c));
        if !chunk.invalid().is_empty() {
            runs.end();
        }
    }
    runs.finish()
}

fn wide(data: &[u8], big: bool) -> String {
    let mut runs = Runs::default();
    for pair in data.as_chunks::<2>().0 {
        let unit = if big { u16::from_be_bytes(*pair) } else { u16::from_le_bytes(*pair) };
        // Letters of European languages; all else is taken for noise.
        match char::from_u32(u32::from(unit))
            .filter(|_| unit < 0x250 || (0x2010..0x2030).contains(&unit))
        {
            Some(c) => runs.add(c),
            None => runs.end(),
        }
    }
    runs.finish()
}

#[derive(Default)]
struct Runs {
    out: String,
    run: String,
    count: usize,
}

impl Runs {
    fn add(&mut self, c: char) {
        if c.is_control() && c != '\t' {
            self.end();
        } else {
            self.run.push(c);
            self.count += 1;
        }
    }

    fn end(&mut self) {
        if self.count >= RUN {
            self.out.push_str(&self.run);
            self.out.push('\n');
        }
        self.run.clear();
        self.count = 0;
    }

    fn finish(mut self) -> String {
        self.end();
        self.out
    }
}
