//! Lines without their folds, and their parts.

use std::ops::Range;

/// A line without its folds.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    /// The line as one.
    pub(super) flat: String,
    /// Where it stands in the text, with its line end.
    pub(super) whole: Range<usize>,
    /// Where stretches of it begin: in the line, in the text.
    starts: Vec<(usize, usize)>,
    /// What stands in front of its first colon, in upper case, as soon as there is one: a line of
    /// many folds is not to be searched at each.
    head: Option<String>,
}

impl Line {
    fn push(&mut self, piece: &str, at: usize) {
        self.starts.push((self.flat.len(), at));
        self.flat.push_str(piece);
        if self.head.is_none() && piece.contains(':') {
            self.head = self.flat.split(':').next().map(str::to_ascii_uppercase);
        }
    }

    /// What stands in a range of the line.
    pub(super) fn get(&self, range: &Range<usize>) -> &str {
        self.flat.get(range.clone()).unwrap_or_default()
    }

    fn source(&self, at: usize) -> usize {
        let before = self.starts.partition_point(|(flat, _)| *flat <= at);
        let start = before.checked_sub(1).and_then(|i| self.starts.get(i));
        start.map_or(at, |(flat, text)| text + (at - flat))
    }

    /// Where a range of the line stands in the text, with all folds in it.
    pub(super) fn range(&self, range: &Range<usize>) -> Range<usize> {
        if range.is_empty() {
            // Nothing stands behind what is in front of it, not behind a fold.
            let at = range.start.checked_sub(1).map_or(self.whole.start, |b| self.source(b) + 1);
            return at..at;
        }
        self.source(range.start)..self.source(range.end - 1) + 1
    }

    /// The pieces of a range between folds: in the line, and where they begin in the text.
    pub(super) fn pieces(&self, range: Range<usize>) -> Vec<(Range<usize>, usize)> {
        let mut out = Vec::new();
        let mut at = range.start;
        while at < range.end {
            let next = self.starts.partition_point(|(flat, _)| *flat <= at);
            let end = self.starts.get(next).map_or(range.end, |(flat, _)| range.end.min(*flat));
            out.push((at..end, self.source(at)));
            at = end;
        }
        out
    }

    fn says(&self, word: &str) -> bool {
        self.head.as_ref().is_some_and(|head| head.contains(word))
    }

    fn is_binary(&self) -> bool {
        self.says("ENCODING=B") || self.says(";BASE64")
    }
}

/// The lines of a text.
pub(super) struct Lines<'t> {
    text: &'t str,
    at: usize,
}

/// The lines of a text without their folds.
pub(super) fn lines(text: &str) -> Lines<'_> {
    Lines { text, at: 0 }
}

impl Lines<'_> {
    /// The line at an offset without its end, and where the next one begins.
    fn physical(&self, at: usize) -> (&str, usize) {
        let rest = self.text.get(at..).unwrap_or_default();
        let (line, length) = match memchr::memchr(b'\n', rest.as_bytes()) {
            Some(end) => (rest.get(..end).unwrap_or_default(), end + 1),
            None => (rest, rest.len()),
        };
        (line.strip_suffix('\r').unwrap_or(line), at + length)
    }
}

impl Iterator for Lines<'_> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        if self.at >= self.text.len() {
            return None;
        }
        let mut line = Line::default();
        let mut from = self.at;
        loop {
            let (piece, next) = self.physical(from);
            line.push(piece, from);
            from = next;
            let Some(byte) = self.text.as_bytes().get(next) else { break };
            // A soft line break of quoted-printable: what follows is more of the same (RFC 2045, 6.7).
            if line.flat.ends_with('=') && line.says("QUOTED-PRINTABLE") {
                line.flat.pop();
                continue;
            }
            if matches!(byte, b' ' | b'\t') {
                from = next + 1;
                continue;
            }
            let digits = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'=');
            let more = self.physical(next).0;
            if !(line.is_binary() && !more.is_empty() && more.bytes().all(digits)) {
                break;
            }
        }
        line.whole = self.at..from;
        self.at = from;
        Some(line)
    }
}

/// A parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Param {
    /// Its name; empty in vCard 2.1 if its value says enough.
    pub(super) name: Range<usize>,
    /// Its values, without quotes.
    pub(super) values: Vec<Range<usize>>,
}

/// The parts of a line, as ranges of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Property {
    /// What ties it to other lines: `item1`.
    pub(super) group: Range<usize>,
    pub(super) name: Range<usize>,
    pub(super) params: Vec<Param>,
    pub(super) value: Range<usize>,
}

/// The parts of a line; `None` if it has none.
pub(super) fn parse(flat: &str) -> Option<Property> {
    let bytes = flat.as_bytes();
    let until = |from: usize, stops: &[u8]| {
        let rest = bytes.get(from..).unwrap_or_default();
        from + rest.iter().position(|b| stops.contains(b)).unwrap_or(rest.len())
    };
    let mut at = until(0, b";:");
    let dot = flat.get(..at)?.rfind('.');
    let mut out = Property {
        group: 0..dot.unwrap_or(0),
        name: dot.map_or(0, |d| d + 1)..at,
        params: Vec::new(),
        value: 0..0,
    };
    while bytes.get(at) == Some(&b';') {
        let start = at + 1;
        at = until(start, b"=;:");
        if bytes.get(at) != Some(&b'=') {
            let value = start..at;
            out.params.push(Param { name: start..start, values: vec![value] });
            continue;
        }
        let mut param = Param { name: start..at, values: Vec::new() };
        loop {
            at += 1;
            if bytes.get(at) == Some(&b'"') {
                let close = until(at + 1, b"\"");
                bytes.get(close)?;
                param.values.push(at + 1..close);
                at = close + 1;
            }
            let end = until(at, b",;:");
            if end > at {
                param.values.push(at..end);
            }
            at = end;
            if bytes.get(at) != Some(&b',') {
                break;
            }
        }
        out.params.push(param);
    }
    bytes.get(at)?;
    out.value = at + 1..flat.len();
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_and_soft_breaks_are_no_part_of_a_line() {
        let text = "A:Noor Ba\r\n kker\r\nB;ENCODING=QUOTED-PRINTABLE:Zo=C3=\r\n=AB\nC;ENCODING=b:QUJD\nREVG\n\nD:x";
        let all: Vec<Line> = lines(text).collect();
        let flat: Vec<&str> = all.iter().map(|l| l.flat.as_str()).collect();
        let quoted = "B;ENCODING=QUOTED-PRINTABLE:Zo=C3=AB";
        assert_eq!(flat, ["A:Noor Bakker", quoted, "C;ENCODING=b:QUJDREVG", "", "D:x"]);
        assert_eq!(text.get(all[0].range(&(7..13))), Some("Ba\r\n kker"));
        assert_eq!(text.get(all[1].range(&(30..36))), Some("=C3=\r\n=AB"));
        assert_eq!(all.last().map(|l| l.whole.end), Some(text.len()));
    }

    #[test]
    fn parameters_are_told_apart() {
        let flat = "item1.ATTENDEE;CN=\"Bos, N: x\";WORK;T=a,b:mailto:x";
        let p = parse(flat).expect("a line");
        let told = |r: &Range<usize>| flat.get(r.clone()).expect("inside");
        assert_eq!(
            (told(&p.group), told(&p.name), told(&p.value)),
            ("item1", "ATTENDEE", "mailto:x")
        );
        let values: Vec<&str> = p.params.iter().flat_map(|p| &p.values).map(told).collect();
        assert_eq!(values, ["Bos, N: x", "WORK", "a", "b"]);
        for broken in ["", "x", ";", "A;", "A;B=", "A;B=\"x", "A;B=\"", "A;B=,"] {
            assert!(parse(broken).is_none(), "{broken}");
        }
    }
}
