//! CCITT group 4 (ITU-T T.6).

use fax::{Color, VecWriter};

/// Samples of one bit in rows that start on a byte; 1 is white.
#[derive(Clone, Copy)]
pub(crate) struct Bits<'a> {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) data: &'a [u8],
}

impl Bits<'_> {
    fn stride(&self) -> usize {
        (self.width as usize).div_ceil(8)
    }
}

/// The coded bytes; `None` unless they decode to the same bits.
pub(crate) fn encode(bits: Bits<'_>) -> Option<Vec<u8>> {
    let width = u16::try_from(bits.width).ok().filter(|w| *w > 0 && *w < i16::MAX as u16)?;
    let mut encoder = fax::encoder::Encoder::new(VecWriter::new());
    for row in bits.data.chunks_exact(bits.stride()) {
        let pels = (0..usize::from(width)).map(|x| {
            let bit = row.get(x / 8).is_some_and(|b| b >> (7 - x % 8) & 1 == 1);
            if bit { Color::White } else { Color::Black }
        });
        encoder.encode_line(pels, u32::from(width)).ok()?;
    }
    let bytes = encoder.finish().ok()?.finish();
    same_bits(bits, &bytes).then_some(bytes)
}

struct Compare<'a> {
    bits: Bits<'a>,
    row: usize,
    same: bool,
}

impl hayro_ccitt::Decoder for Compare<'_> {
    fn push_row(&mut self, changes: &[u32]) {
        let stride = self.bits.stride();
        let row = self.bits.data.get(self.row * stride..(self.row + 1) * stride);
        let Some(row) = row else {
            self.same = false;
            return;
        };
        let mut ends = changes.iter().copied().filter(|c| *c < self.bits.width);
        let (mut next, mut black) = (ends.next(), false);
        for x in 0..self.bits.width {
            while next == Some(x) {
                black = !black;
                next = ends.next();
            }
            let bit = row.get(x as usize / 8).map_or(0, |b| b >> (7 - x % 8) & 1);
            self.same &= (bit == 0) == black;
        }
        self.row += 1;
    }
}

fn same_bits(bits: Bits<'_>, bytes: &[u8]) -> bool {
    let settings = hayro_ccitt::DecodeSettings {
        columns: bits.width,
        rows: bits.height,
        end_of_block: true,
        end_of_line: false,
        rows_are_byte_aligned: false,
        encoding: hayro_ccitt::EncodingMode::Group4,
        strict: true,
    };
    let mut compare = Compare { bits, row: 0, same: true };
    let mut context = hayro_ccitt::DecoderContext::new(settings);
    hayro_ccitt::decode(bytes, &mut compare, &mut context).is_ok()
        && compare.same
        && compare.row == bits.height as usize
}
