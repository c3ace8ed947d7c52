//! Styles that hide text.

use std::collections::BTreeSet;

/// Names of classes and elements that style sheets hide.
pub(super) type Hiding = BTreeSet<String>;

/// Most names that are remembered.
const MOST: usize = 10_000;

/// Whether a style hides what it is for.
pub(super) fn hides(style: &str) -> bool {
    let plain = style.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase);
    let plain: String = plain.chain([';']).collect();
    const HIDING: [&str; 7] = [
        "display:none",
        "visibility:hidden",
        "visibility:collapse",
        "mso-hide:all",
        "font-size:0",
        "font-size:1p",
        "opacity:0;",
    ];
    HIDING.iter().any(|hiding| plain.contains(hiding))
}

/// The classes and ids that the style sheets of a page hide, whatever the page is shown on.
pub(super) fn classes(text: &str) -> Hiding {
    let mut out = Hiding::new();
    let bytes = text.as_bytes();
    for at in memchr::memchr_iter(b'<', bytes) {
        let name = bytes.get(at + 1..at + 6).unwrap_or_default();
        if name.eq_ignore_ascii_case(b"style") && out.len() < MOST {
            let sheet = text.get(at + 6..).unwrap_or_default();
            let sheet = sheet.split_once('>').map_or("", |(_, rest)| rest);
            let end = memchr::memmem::find(sheet.as_bytes(), b"</").unwrap_or(sheet.len());
            of_sheet(sheet.get(..end).unwrap_or_default(), &mut out);
        }
    }
    out
}

fn of_sheet(sheet: &str, out: &mut Hiding) {
    let mut depth = 0_usize;
    for rule in sheet.split_inclusive('}') {
        let (selector, body) = match rule.rsplit_once('{') {
            Some((head, body)) => {
                depth += head.matches('{').count();
                (head.rsplit(['{', ';']).next().unwrap_or_default(), body)
            }
            None => {
                depth = depth.saturating_sub(1);
                continue;
            }
        };
        // What holds for paper or small screens alone says nothing of the page.
        if depth > 0 || !hides(body.trim_end_matches('}')) {
            continue;
        }
        for one in selector.split(',') {
            let last = one.split([' ', '>', '+', '~', '\n', '\r', '\t']).rfind(|s| !s.is_empty());
            let Some((_, name)) = last.and_then(|s| s.split_once(['.', '#'])) else { continue };
            if !name.is_empty() && !name.contains(['.', '#', ':', '[']) {
                out.insert(name.to_owned());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_sheets_hide_classes() {
        let page = "<STYLE type=x>a{color:red} p.h, .menu .sub > #x{ display : none }\n.a.b{display:none}\
            @media print{.no{display:none}.nee{opacity:0}} .w:hover{display:none}.z{opacity:0}</style>\
            <style>.v{visibility:hidden";
        assert_eq!(classes(page).into_iter().collect::<Vec<_>>(), ["h", "v", "x", "z"]);
        assert!(hides("color: red; DISPLAY:\n none") && !hides("opacity: 0.5"));
    }
}
