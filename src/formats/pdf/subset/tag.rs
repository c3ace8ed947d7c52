//! Tags of subset fonts (ISO 32000-2, 9.9.2).

/// The part of a font name after the tag, if it has one.
pub(crate) fn tail(name: &[u8]) -> Option<&[u8]> {
    let (tag, rest) = name.split_at_checked(6)?;
    rest.strip_prefix(b"+").filter(|_| tag.iter().all(u8::is_ascii_uppercase))
}

/// Six letters that depend only on the program (FNV-1a).
pub(crate) fn tag(program: &[u8]) -> String {
    let start = 0xcbf2_9ce4_8422_2325_u64;
    let mut sum =
        program.iter().fold(start, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3));
    let letter = |_| {
        let letter = char::from(b'A' + (sum % 26) as u8);
        sum /= 26;
        letter
    };
    (0..6).map(letter).collect()
}
