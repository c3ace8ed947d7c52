//! Values in the notation of content streams (ISO 32000-2, 7.3).

use crate::formats::pdf::syntax::content_stream::{Operand, Value};
use crate::formats::pdf::syntax::cursor::is_regular;
use lopdf::{Dictionary, Object};

/// A number in PDF notation: at most five decimals, no exponent.
pub(crate) fn number(n: f64) -> String {
    if !n.is_finite() {
        return "0".to_owned();
    }
    let mut text = format!("{n:.5}");
    while text.ends_with('0') {
        text.pop();
    }
    if text.ends_with('.') {
        text.pop();
    }
    if text == "-0" { "0".to_owned() } else { text }
}

pub(crate) fn dictionary(entries: &[(Vec<u8>, Operand)]) -> Dictionary {
    let mut out = Dictionary::new();
    for (key, operand) in entries {
        out.set(key.clone(), to_object(operand));
    }
    out
}

fn to_object(operand: &Operand) -> Object {
    match &operand.value {
        Value::Number(n) if n.fract() == 0.0 => Object::Integer(*n as i64),
        Value::Number(n) => Object::Real(*n as f32),
        Value::String(bytes) => Object::String(bytes.clone(), lopdf::StringFormat::Hexadecimal),
        Value::Name(name) => Object::Name(name.clone()),
        Value::Array(items) => Object::Array(items.iter().map(to_object).collect()),
        Value::Dict(entries) => Object::Dictionary(dictionary(entries)),
        // `false` and `null` are the defaults of all keys that accept them.
        Value::Other => Object::Boolean(operand.range.len() == 4),
    }
}

/// A name; what may not stand in one is written as a number sign and two digits (7.3.5).
pub(crate) fn write_name(name: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for b in name {
        if is_regular(*b) && *b != b'#' {
            out.push(*b);
        } else {
            out.extend_from_slice(format!("#{b:02X}").as_bytes());
        }
    }
}

pub(crate) fn write_value(value: &Object, out: &mut Vec<u8>) {
    match value {
        Object::Integer(i) => out.extend_from_slice(i.to_string().as_bytes()),
        Object::Real(r) => out.extend_from_slice(number(f64::from(*r)).as_bytes()),
        Object::Boolean(b) => out.extend_from_slice(if *b { b"true" } else { b"false" }),
        Object::Name(name) => write_name(name, out),
        Object::String(bytes, _) => {
            out.push(b'<');
            bytes.iter().for_each(|b| out.extend_from_slice(format!("{b:02X}").as_bytes()));
            out.push(b'>');
        }
        Object::Array(items) => {
            out.push(b'[');
            for item in items {
                write_value(item, out);
                out.push(b' ');
            }
            out.push(b']');
        }
        Object::Dictionary(d) => {
            out.extend_from_slice(b"<<");
            for (key, value) in d {
                write_name(key, out);
                out.push(b' ');
                write_value(value, out);
            }
            out.extend_from_slice(b">>");
        }
        _ => out.extend_from_slice(b"null"),
    }
}

#[cfg(test)]
mod tests {
    use super::{number, write_value};
    use lopdf::Object;

    #[test]
    fn numbers_are_short() {
        assert_eq!(number(12.0), "12");
        assert_eq!(number(-0.000_001), "0");
        assert_eq!(number(0.25), "0.25");
        assert_eq!(number(f64::NAN), "0");
    }

    #[test]
    fn names_are_written_so_that_they_read_the_same() {
        let mut out = Vec::new();
        write_value(&Object::Name(b"a b#(/\xe9".to_vec()), &mut out);
        assert_eq!(out, b"/a#20b#23#28#2F\xe9");
        let mut cursor = crate::formats::pdf::syntax::cursor::Cursor { bytes: &out, at: 0 };
        assert_eq!(cursor.name(), b"a b#(/\xe9");
    }
}
