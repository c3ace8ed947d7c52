//! What the fuzz targets in `fuzz/` call: one function for each, with the invariant that must hold
//! for any bytes. Each lies beside the code that it is about.

pub use crate::formats::office::fuzzing::package;
pub use crate::formats::pdf::fuzzing::{content_stream, object_walk, to_unicode};
pub use crate::formats::pdf::subset::fuzzing::font_program;
pub use crate::formats::text::fuzzing::text_decode;
pub use crate::pipeline::fuzzing::whole;
pub use crate::recognize::fuzzing::recognize;

/// Rich text, HTML or a web page saved as mail, by itself and in a Word document: as [`whole`].
pub fn rtf_html(bytes: &[u8]) {
    whole(bytes);
    whole(&crate::formats::office::fuzzing::document_with(bytes));
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_invariant_holds_for_chunks() {
        for chunk in [
            "{\\rtf1\\ansi Brief van Naam{\\b drager} aan Zo\\'eb\\par}",
            "<p title='Naamdrager'>Brief van <b>Naam</b>drager &amp; Zo&euml;</p><!-- x -->",
            "MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>Van Naamdrager</p>\r\n",
            "<",
            "{",
            "<!-- \u{eb} --><p>Na\u{c4}\u{a8}m</p>",
            "{\\rtf1 {\\info \u{eb}}Na\u{c4}\u{a8}m}",
            "{\\rtf1\\ansi {\\info{Lauthor Kwispelaer}} f1<!DOCTYPE Kwispelaer><html class=\"Kwis\\anhi {\\info{\\author Kw-sp1laer}}pel ",
            "{\\rtf1\\ansi {\\info{\u{1c}auteur Kw\\info{Jan}B }aenfg{\u{1c}auteurFe}",
        ] {
            super::rtf_html(chunk.as_bytes());
            // The same in Windows-1252: what shows that it is no UTF-8 may go with the comment.
            let latin: Vec<u8> = chunk.chars().filter_map(|c| u8::try_from(c).ok()).collect();
            super::rtf_html(&latin);
        }
    }

    #[test]
    fn the_invariant_holds_where_the_encoding_can_only_be_guessed() {
        let chunk = b"<!IOCTYPE Kwispelaer><html cla\x8d\x82=\xa2Kwispelispelaeily:\
            Kwispel\x9a\x91\x9b\x96\x8f]></body></html>";
        super::rtf_html(chunk);
    }

    /// Numbers that look random and are the same in every run.
    struct Dice(u64);

    impl Dice {
        fn below(&mut self, most: usize) -> usize {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            (self.0 >> 11) as usize % most.max(1)
        }
    }

    /// A seed with a few bytes changed, or a stretch of it left out, doubled or put elsewhere.
    fn damaged(seed: &[u8], dice: &mut Dice) -> Vec<u8> {
        let mut out = seed.to_vec();
        for _ in 0..=dice.below(4) {
            let (a, b) = (dice.below(out.len() + 1), dice.below(out.len() + 1));
            let (from, to) = (a.min(b), a.max(b).min(a.min(b) + 40));
            match dice.below(5) {
                0 => drop(out.drain(from..to)),
                1 => {
                    let stretch = out[from..to].to_vec();
                    let at = dice.below(out.len() + 1);
                    out.splice(at..at, stretch);
                }
                2 => out.truncate(a.max(b)),
                _ => {
                    const SIGNS: &[u8] = b"\0\xff\x80()<>[]{}/%#\\ \n'\"&;=019-.BIET";
                    if let Some(byte) = out.get_mut(from) {
                        *byte = SIGNS[dice.below(SIGNS.len())];
                    }
                }
            }
        }
        out
    }

    /// Files of the fixtures, small ones.
    fn seeds(folder: &str, extension: &str) -> Vec<Vec<u8>> {
        let folder = format!("{}/fixtures/{folder}", env!("CARGO_MANIFEST_DIR"));
        let mut files: Vec<_> =
            std::fs::read_dir(folder).expect("fixtures").flatten().map(|f| f.path()).collect();
        files.retain(|f| f.extension().is_some_and(|e| e == extension));
        files.sort();
        let seeds = files.iter().map(|f| std::fs::read(f).expect("a fixture"));
        seeds.filter(|s| s.len() < 20_000).collect()
    }

    /// How many damaged inputs a target gets in the ordinary tests; more with `REDACT_FUZZ`.
    fn damage(target: fn(&[u8]), seeds: &[Vec<u8>], times: usize) {
        let times = std::env::var("REDACT_FUZZ").ok().and_then(|n| n.parse().ok()).unwrap_or(times);
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15 ^ times as u64);
        for _ in 0..times {
            target(&damaged(&seeds[dice.below(seeds.len())], &mut dice));
        }
    }

    fn streams() -> Vec<Vec<u8>> {
        let documents = seeds("traps/pdf", "pdf");
        let documents = documents.iter().filter_map(|s| lopdf::Document::load_mem(s).ok());
        let streams = documents.flat_map(|d| {
            let streams = d.objects.into_values().filter_map(|o| o.as_stream().cloned().ok());
            streams.filter_map(|s| s.get_plain_content().ok()).collect::<Vec<_>>()
        });
        streams.filter(|s| !s.is_empty() && s.len() < 60_000).collect()
    }

    #[test]
    fn damaged_streams_keep_the_invariants() {
        let streams = streams();
        damage(super::content_stream, &streams, 400);
        damage(super::to_unicode, &streams, 200);
        damage(super::font_program, &streams, 200);
        damage(super::object_walk, &streams, 200);
    }

    #[test]
    fn damaged_files_keep_the_invariant() {
        damage(super::object_walk, &seeds("traps/pdf", "pdf"), 100);
        damage(super::whole, &seeds("traps/pdf", "pdf"), 150);
        damage(super::whole, &seeds("traps/docx", "docx"), 60);
        damage(super::package, &seeds("traps/docx", "docx"), 100);
    }

    #[test]
    fn damaged_text_keeps_the_invariants() {
        let letters = [seeds("demo", "txt"), seeds("letters", "txt")].concat();
        damage(super::text_decode, &letters, 200);
        damage(super::whole, &letters, 100);
        damage(super::recognize, &letters, 10);
        let chunks = [
            &b"{\\rtf1\\ansi Brief van Naam{\\b drager} aan Zo\\'eb\\u8364?{\\*\\x y}\\par}"[..],
            b"<p title='Naamdrager'>Brief van <b>Naam</b>drager &amp; Zo&euml;</p><!-- x -->",
            b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>Van Naamdrager</p>\r\n",
        ];
        damage(super::rtf_html, &chunks.map(<[u8]>::to_vec), 200);
    }
}
