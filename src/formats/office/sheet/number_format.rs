//! How a number shows in a cell (ECMA-376 Part 1, 18.8.30 and 18.8.31).
//!
//! What matters is that a telephone number, a number of a person or a date reads as a person sees
//! it; colors, fill and width do not.

use crate::formats::office::sheet::dates::{Moment, moment};

const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];
const DAYS: [&str; 7] =
    ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"];

/// Longest format that is followed.
const LONGEST: usize = 255;

/// A piece of a format.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Literal(String),
    /// A place of a digit: `0`, `#` or `?`.
    Digit(char),
    Point,
    Group,
    Percent,
    /// A part of a date or time: the letter, in lower case, and how often it stands there.
    Time(char, usize),
    /// Hours from midnight or noon: `AM/PM`.
    HalfDay,
    /// Elapsed time: `[h]`.
    Elapsed(char),
    General,
    Text,
}

/// How numbers of a style show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct NumberFormat {
    sections: Vec<Vec<Token>>,
}

/// The code of a format that has a number of its own and no code in the file. Those that depend on
/// the country are as in the Netherlands.
pub(crate) fn built_in(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 | 39 | 40 => "0.00",
        3 | 37 | 38 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        14 | 27..=31 | 36 | 50..=54 | 57 | 58 => "dd-mm-yyyy",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 | 20 | 32..=35 | 55 | 56 => "h:mm",
        19 | 21 => "h:mm:ss",
        22 => "dd-mm-yyyy h:mm",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        _ => "General",
    }
}

impl NumberFormat {
    /// The format of a code.
    pub(crate) fn new(code: &str) -> Self {
        if code.len() > LONGEST {
            return Self::default();
        }
        Self { sections: sections(code) }
    }

    /// The number as it shows. A number whose format shows no digit shows as it is: what is hidden by
    /// its format is there all the same.
    pub(crate) fn show(&self, number: f64, from_1904: bool) -> String {
        let second = (number < 0.0).then(|| self.sections.get(1)).flatten();
        let Some(tokens) = second.or(self.sections.first()) else { return general(number) };
        let size = if second.is_some() { -number } else { number };
        let is = |wanted: fn(&Token) -> bool| tokens.iter().any(wanted);
        if is(|t| matches!(t, Token::Time(..) | Token::Elapsed(_))) {
            let at = moment(number, from_1904);
            return at.map_or_else(|| general(number), |at| dated(tokens, at, number));
        }
        if is(|t| matches!(t, Token::Digit(_))) {
            return counted(tokens, size);
        }
        if is(|t| matches!(t, Token::General | Token::Text)) {
            return tokens.iter().map(|t| shown(t, &general(size))).collect();
        }
        general(number)
    }
}

fn shown(token: &Token, number: &str) -> String {
    match token {
        Token::Literal(text) => text.clone(),
        Token::General | Token::Text => number.to_owned(),
        _ => String::new(),
    }
}

/// A number without a format. Digits are not cut off, however long it is.
pub(crate) fn general(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e18 {
        return format!("{number:.0}");
    }
    format!("{number}")
}

/// Splits a code into its sections and those into tokens.
fn sections(code: &str) -> Vec<Vec<Token>> {
    let mut out = vec![Vec::new()];
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        let mut taken = after;
        let token = match c {
            ';' => {
                out.push(Vec::new());
                None
            }
            '"' => {
                let (text, tail) = after.split_once('"').unwrap_or((after, ""));
                taken = tail;
                Some(Token::Literal(text.to_owned()))
            }
            '\\' | '!' => {
                let next = after.chars().next();
                taken = next.map_or("", |n| after.get(n.len_utf8()..).unwrap_or_default());
                next.map(|n| Token::Literal(n.to_string()))
            }
            // A space as wide as a letter, or a letter that fills the cell.
            '_' | '*' => {
                let next = after.chars().next().map_or(0, char::len_utf8);
                taken = after.get(next..).unwrap_or_default();
                (c == '_').then(|| Token::Literal(" ".into()))
            }
            '[' => {
                let (inner, tail) = after.split_once(']').unwrap_or((after, ""));
                taken = tail;
                bracket(inner)
            }
            '0' | '#' | '?' => Some(Token::Digit(c)),
            '.' => Some(Token::Point),
            ',' => Some(Token::Group),
            '%' => Some(Token::Percent),
            '@' => Some(Token::Text),
            _ => {
                let (token, tail) = word(rest);
                taken = tail;
                Some(token)
            }
        };
        if let (Some(token), Some(section)) = (token, out.last_mut()) {
            section.push(token);
        }
        rest = taken;
    }
    out
}

/// What stands in brackets: elapsed time, a currency, or a color or language that shows nothing.
fn bracket(inner: &str) -> Option<Token> {
    let first = inner.chars().next()?.to_ascii_lowercase();
    if matches!(first, 'h' | 'm' | 's') && inner.chars().all(|c| c.eq_ignore_ascii_case(&first)) {
        return Some(Token::Elapsed(first));
    }
    let currency = inner.strip_prefix('$')?.split('-').next()?;
    (!currency.is_empty()).then(|| Token::Literal(currency.to_owned()))
}

/// The word at the start of a code: a part of a date, `General`, or a letter that shows as it is.
fn word(rest: &str) -> (Token, &str) {
    let starts =
        |name: &str| rest.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name));
    for (name, token) in [
        ("general", Token::General),
        ("standaard", Token::General),
        ("am/pm", Token::HalfDay),
        ("a/p", Token::HalfDay),
    ] {
        if starts(name) {
            return (token, rest.get(name.len()..).unwrap_or_default());
        }
    }
    let first = rest.chars().next().unwrap_or(' ');
    let letter = first.to_ascii_lowercase();
    if matches!(letter, 'y' | 'm' | 'd' | 'h' | 's' | 'j') {
        let count = rest.chars().take_while(|c| c.eq_ignore_ascii_case(&letter)).count();
        let letter = if letter == 'j' { 'y' } else { letter };
        return (Token::Time(letter, count), rest.get(count..).unwrap_or_default());
    }
    (Token::Literal(first.to_string()), rest.get(first.len_utf8()..).unwrap_or_default())
}

/// A date as it shows.
fn dated(tokens: &[Token], at: Moment, number: f64) -> String {
    let half = tokens.contains(&Token::HalfDay);
    let mut out = String::new();
    for (index, token) in tokens.iter().enumerate() {
        let two = |value: i64, count: usize| match count {
            1 => value.to_string(),
            _ => format!("{value:02}"),
        };
        match token {
            Token::Literal(text) => out.push_str(text),
            Token::Point => out.push('.'),
            Token::Group => out.push(','),
            Token::HalfDay => out.push_str(if at.hour < 12 { "AM" } else { "PM" }),
            Token::Elapsed(unit) => {
                let per_day = match unit {
                    'h' => 24.0,
                    'm' => 1440.0,
                    _ => 86_400.0,
                };
                out.push_str(&format!("{:.0}", (number * per_day).floor()));
            }
            Token::Time('y', count) if *count < 3 => out.push_str(&two(at.year % 100, 2)),
            Token::Time('y', _) => out.push_str(&at.year.to_string()),
            Token::Time('m', count) if *count < 3 && is_minute(tokens, index) => {
                out.push_str(&two(at.minute, *count));
            }
            Token::Time('m', count) => out.push_str(&month(at.month, *count)),
            Token::Time('d', count) if *count < 3 => out.push_str(&two(at.day, *count)),
            Token::Time('d', count) => {
                let name = DAYS.get(at.weekday).copied().unwrap_or_default();
                out.push_str(if *count == 3 { name.get(..2).unwrap_or(name) } else { name });
            }
            Token::Time('h', count) => {
                let hour = if half { (at.hour + 11) % 12 + 1 } else { at.hour };
                out.push_str(&two(hour, *count));
            }
            Token::Time(_, count) => out.push_str(&two(at.second, *count)),
            _ => {}
        }
    }
    out.trim().to_owned()
}

fn month(month: usize, count: usize) -> String {
    let name = MONTHS.get(month.saturating_sub(1)).copied().unwrap_or_default();
    match count {
        1 => month.to_string(),
        2 => format!("{month:02}"),
        3 => name.get(..3).unwrap_or(name).to_owned(),
        5 => name.get(..1).unwrap_or(name).to_owned(),
        _ => name.to_owned(),
    }
}

/// Whether an `m` stands for minutes: behind hours or before seconds.
fn is_minute(tokens: &[Token], index: usize) -> bool {
    let time = |t: &&Token| matches!(t, Token::Time(..) | Token::Elapsed(_));
    let before = tokens.iter().take(index).rev().find(time);
    let after = tokens.iter().skip(index + 1).find(time);
    matches!(before, Some(Token::Time('h', _) | Token::Elapsed('h')))
        || matches!(after, Some(Token::Time('s', _) | Token::Elapsed('s')))
}

/// A number in the places of a format, with its letters between them.
fn counted(tokens: &[Token], number: f64) -> String {
    let digit = |t: &Token| matches!(t, Token::Digit(_));
    let point = tokens.iter().position(|t| *t == Token::Point).unwrap_or(tokens.len());
    let (whole, fraction) = tokens.split_at(point);
    let places = fraction.iter().filter(|t| digit(t)).count().min(30);
    let last = whole.iter().rposition(digit);
    // A comma behind the last place divides by a thousand, one between places groups.
    let behind = last.map_or(0, |l| whole.iter().skip(l).filter(|t| **t == Token::Group).count());
    let grouped = last.is_some_and(|l| whole.iter().take(l).any(|t| *t == Token::Group));
    let percent = tokens.iter().filter(|t| **t == Token::Percent).count();
    let scale = 100f64.powi(percent as i32) / 1000f64.powi(behind as i32);
    let text = format!("{:.places$}", (number * scale).abs());
    let (digits, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let sign = if number < 0.0 { "-" } else { "" };
    let mut out = sign.to_owned() + &in_places(whole, digits, grouped);
    let mut decimals = decimals.chars();
    for token in fraction {
        match token {
            Token::Point => out.push(','),
            Token::Digit(_) => out.extend(decimals.next()),
            Token::Literal(text) => out.push_str(text),
            Token::Percent => out.push('%'),
            _ => {}
        }
    }
    out.trim().to_owned()
}

/// Digits from the right into the places of a format; those that are left stand before the first.
fn in_places(tokens: &[Token], digits: &str, grouped: bool) -> String {
    let mut left: Vec<char> = digits.chars().filter(char::is_ascii_digit).collect();
    if left == ['0'] {
        left.clear();
    }
    let first = tokens.iter().position(|t| matches!(t, Token::Digit(_)));
    // Written from the right.
    let mut out: Vec<char> = Vec::new();
    let mut count = 0usize;
    let mut put = |out: &mut Vec<char>, c: char| {
        if grouped && count > 0 && count.is_multiple_of(3) {
            out.push('.');
        }
        count += 1;
        out.push(c);
    };
    for (index, token) in tokens.iter().enumerate().rev() {
        match token {
            Token::Digit(place) => {
                match left.pop() {
                    Some(c) => put(&mut out, c),
                    None if *place == '0' => put(&mut out, '0'),
                    None => {}
                }
                if Some(index) == first {
                    while let Some(c) = left.pop() {
                        put(&mut out, c);
                    }
                }
            }
            Token::Literal(text) => out.extend(text.chars().rev()),
            Token::Percent => out.push('%'),
            _ => {}
        }
    }
    out.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_they_show() {
        for (code, number, shown) in [
            ("General", 612_345_678.0, "612345678"),
            ("General", 12.5, "12.5"),
            ("0", 123_456_782.0, "123456782"),
            ("0000000000", 612_345_678.0, "0612345678"),
            ("00\\-00000000", 612_345_678.0, "06-12345678"),
            ("\"0\"#", 612_345_678.0, "0612345678"),
            ("#,##0.00", 1234.5, "1.234,50"),
            ("0.0%", 0.125, "12,5%"),
            ("#,##0,", 1_234_567.0, "1.235"),
            ("[$€-413] #,##0.00;[Red]-#,##0.00", -3.0, "-3,00"),
            ("+00 0 00000000", 31_612_345_678.0, "+31 6 12345678"),
            (";;;", 123_456_782.0, "123456782"),
            ("@", 5.0, "5"),
            ("0", 0.0, "0"),
        ] {
            assert_eq!(NumberFormat::new(code).show(number, false), shown, "{code}");
        }
    }

    #[test]
    fn dates_read_as_they_show() {
        for (code, number, shown) in [
            ("dd-mm-yyyy", 29_314.0, "03-04-1980"),
            ("d-m-yy", 29_314.0, "3-4-80"),
            ("[$-413]d mmmm yyyy;@", 29_314.0, "3 april 1980"),
            ("dd/mm/yyyy hh:mm", 29_314.5, "03/04/1980 12:00"),
            ("d mmm jjjj", 29_314.0, "3 apr 1980"),
            ("h:mm AM/PM", 0.75, "6:00 PM"),
            ("[h]:mm", 1.5, "36:00"),
            ("dd-mm-yyyy", -5.0, "-5"),
        ] {
            assert_eq!(NumberFormat::new(code).show(number, false), shown, "{code}");
        }
        assert_eq!(NumberFormat::new(built_in(14)).show(29_314.0, false), "03-04-1980");
    }

    #[test]
    fn odd_formats_do_no_harm() {
        for code in ["", "\"", "\\", "[", "_", "*", "[$", "0.0.0", "%%%%", "é€"] {
            let _ = NumberFormat::new(code).show(1e300, true);
            let _ = NumberFormat::new(code).show(-0.1, true);
        }
    }
}
