//! Writes PDF files object by object, so that a test can put any byte anywhere.

/// Objects in the sequence in which they are to stand in the file.
pub struct RawPdf {
    objects: Vec<(u32, Vec<u8>)>,
    trailer: String,
}

impl RawPdf {
    /// A file without objects; the catalog is to be object 1.
    pub fn new() -> Self {
        Self { objects: Vec::new(), trailer: String::new() }
    }

    /// One page of A4 with this content, Helvetica as `F1` (object 5), content in object 4.
    pub fn page(content: &str) -> Self {
        let mut pdf = Self::new();
        pdf.put(1, "<</Type/Catalog/Pages 2 0 R>>");
        pdf.put(2, "<</Type/Pages/Count 1/Kids[3 0 R]>>");
        pdf.put(3, &page_dict("", ""));
        pdf.stream(4, "", content.as_bytes());
        pdf.put(5, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>");
        pdf
    }

    /// Adds an object, or replaces the one by this number.
    pub fn put(&mut self, number: u32, body: &str) {
        self.put_bytes(number, body.as_bytes().to_vec());
    }

    fn put_bytes(&mut self, number: u32, body: Vec<u8>) {
        match self.objects.iter_mut().find(|(n, _)| *n == number) {
            Some((_, old)) => *old = body,
            None => self.objects.push((number, body)),
        }
    }

    /// Adds a stream; `dict` holds its entries but for the length.
    pub fn stream(&mut self, number: u32, dict: &str, data: &[u8]) {
        let mut body = format!("<<{dict}/Length {}>>\nstream\n", data.len()).into_bytes();
        body.extend_from_slice(data);
        body.extend_from_slice(b"\nendstream");
        self.put_bytes(number, body);
    }

    /// Adds entries to the trailer.
    pub fn trailer(&mut self, entries: &str) {
        self.trailer.push_str(entries);
    }

    /// The bytes of the file.
    pub fn build(&self) -> Vec<u8> {
        let mut out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
        self.revision(&mut out, None);
        out
    }

    /// The bytes of `before` with these objects as a later revision.
    pub fn append_to(&self, before: &[u8]) -> Vec<u8> {
        let mut out = before.to_vec();
        let text = String::from_utf8_lossy(before);
        let last = text.rsplit("startxref").next().unwrap_or_default();
        let previous: String = last.trim().chars().take_while(char::is_ascii_digit).collect();
        self.revision(&mut out, Some(&previous));
        out
    }

    fn revision(&self, out: &mut Vec<u8>, previous: Option<&str>) {
        let mut offsets: Vec<(u32, usize)> = Vec::new();
        for (number, body) in &self.objects {
            offsets.push((*number, out.len()));
            out.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
            out.extend_from_slice(body);
            out.extend_from_slice(b"\nendobj\n");
        }
        offsets.sort_unstable();
        let xref = out.len();
        out.extend_from_slice(b"xref\n0 1\n0000000000 65535 f \n");
        for (number, offset) in &offsets {
            out.extend_from_slice(format!("{number} 1\n{offset:010} 00000 n \n").as_bytes());
        }
        let size = offsets.last().map_or(1, |(n, _)| n + 1);
        let previous = previous.map(|p| format!("/Prev {p}")).unwrap_or_default();
        let tail = format!(
            "trailer\n<</Size {size}/Root 1 0 R{previous}{}>>\nstartxref\n{xref}\n%%EOF\n",
            self.trailer
        );
        out.extend_from_slice(tail.as_bytes());
    }
}

/// The dictionary of the page (object 3) with more entries and resources.
pub fn page_dict(entries: &str, resources: &str) -> String {
    format!(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R\
         /Resources<</Font<</F1 5 0 R>>{resources}>>{entries}>>"
    )
}

/// Bytes under Flate.
pub fn deflate(data: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(data).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}
