//! Stores of Outlook (MS-PST): folders of messages. Each message is laid out as one of Outlook's own
//! files, so that it is read as they are; together they are a mailbox.
//!
//! What cannot be found makes the store unreadable; an attachment that cannot be read is one in the
//! mail. Names of folders and what is kept beside messages do not go along.

use super::build;
use crate::model::{FormatError, Limits, message};
use outlook_pst::ltp::prop_context::PropertyValue;
use outlook_pst::ltp::table_context::TableContext;
use outlook_pst::messaging::attachment::{
    AnsiAttachment, Attachment, AttachmentData, UnicodeAttachment,
};
use outlook_pst::messaging::folder::Folder;
use outlook_pst::messaging::message::{AnsiMessage, Message, UnicodeMessage};
use outlook_pst::messaging::store::{AnsiStore, EntryId, Store, UnicodeStore};
use outlook_pst::ndb::node_id::NodeId;
use outlook_pst::{AnsiPstFile, UnicodePstFile};
use std::collections::BTreeSet;
use std::io::{self, Cursor, Write};
use std::rc::Rc;

/// Most messages and folders in a store.
const MOST: usize = 20_000;
/// The line in front of each message.
const ENVELOPE: &str = "From MAILER-DAEMON Thu Jan  1 00:00:00 1970\r\n";
/// How many bytes stand in front of the properties of fixed length: of a message, of one inside
/// another, of a recipient or attachment.
const OUTER: usize = 32;
const NESTED: usize = 24;
const PART: usize = 8;

/// Whether bytes are such a store.
pub(super) fn is_store(bytes: &[u8]) -> bool {
    bytes.starts_with(b"!BDN") && bytes.get(8..10) == Some(b"SM")
}

/// The mailbox that a store holds.
///
/// # Errors
/// `Damaged` if anything of it cannot be found, `Limit` if it is too large.
pub(super) fn as_mailbox(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, FormatError> {
    // Older stores count in half the width.
    let files = match wide(bytes, limits) {
        Err(first) => narrow(bytes, limits).map_err(|_| first)?,
        files => files?,
    };
    let mut out = Vec::new();
    for file in files {
        if !out.is_empty() {
            out.extend(b"\r\n");
        }
        out.extend(ENVELOPE.as_bytes());
        out.extend(build::of_file(&file, limits)?);
    }
    match out.is_empty() {
        true => Err(FormatError::Empty),
        false => Ok(out),
    }
}

fn damaged(error: io::Error) -> FormatError {
    FormatError::damaged_by(message!("the messages of the store cannot be found"), error)
}

fn too_large() -> FormatError {
    FormatError::Limit(message!("unpacked content too large"))
}

/// The messages of a store of one width, each as a file.
macro_rules! reader {
    ($name:ident, $file:ty, $store:ty, $message:ty, $attachment:ty) => {
        fn $name(bytes: &[u8], limits: &Limits) -> Result<Vec<Vec<u8>>, FormatError> {
            let file =
                <$file>::read_from(Box::new(Cursor::new(bytes.to_vec()))).map_err(damaged)?;
            let store = <$store>::read(Rc::new(file)).map_err(damaged)?;
            let mut out = Vec::new();
            let mut left = limits.unpacked_bytes;
            for id in messages(store.as_ref())? {
                let read = <$message>::read(store.clone(), &id, None).map_err(damaged)?;
                let mut file = MessageFile::new().map_err(damaged)?;
                file.message("", OUTER, read.as_ref()).map_err(damaged)?;
                for (number, row) in rows(read.attachment_table()).into_iter().enumerate() {
                    let attached = <$attachment>::read(read.clone(), row, None).ok();
                    let attached = attached.as_deref().map(|a| a as &dyn Attachment);
                    file.attachment("", number, attached).map_err(damaged)?;
                }
                let file = file.finish().map_err(damaged)?;
                left = left.checked_sub(file.len() as u64).ok_or_else(too_large)?;
                out.push(file);
            }
            Ok(out)
        }
    };
}

reader!(wide, UnicodePstFile, UnicodeStore, UnicodeMessage, UnicodeAttachment);
reader!(narrow, AnsiPstFile, AnsiStore, AnsiMessage, AnsiAttachment);

/// The messages of all folders, folder by folder.
fn messages(store: &dyn Store) -> Result<Vec<EntryId>, FormatError> {
    let node = |row: NodeId| store.properties().make_entry_id(row).map_err(damaged);
    let mut folders = vec![store.properties().ipm_sub_tree_entry_id().map_err(damaged)?];
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    while let Some(id) = folders.pop() {
        if !seen.insert(u32::from(id.node_id())) {
            continue;
        }
        let folder: Rc<dyn Folder> = store.open_folder(&id).map_err(damaged)?;
        let mut inner = Vec::new();
        for row in rows(folder.hierarchy_table()) {
            inner.push(node(row)?);
        }
        folders.extend(inner.into_iter().rev());
        for row in rows(folder.contents_table()) {
            out.push(node(row)?);
        }
        if seen.len() + folders.len() + out.len() > MOST {
            return Err(FormatError::Limit(message!("number of files in files")));
        }
    }
    Ok(out)
}

/// What the rows of a table stand for.
fn rows(table: Option<&Rc<dyn TableContext>>) -> Vec<NodeId> {
    let rows = table.map(|table| table.rows_matrix());
    rows.into_iter().flatten().map(|row| NodeId::from(u32::from(row.id()))).collect()
}

/// A message as a file of its own (MS-OXMSG).
struct MessageFile(cfb::CompoundFile<Cursor<Vec<u8>>>);

impl MessageFile {
    fn new() -> io::Result<Self> {
        cfb::CompoundFile::create(Cursor::new(Vec::new())).map(Self)
    }

    fn finish(mut self) -> io::Result<Vec<u8>> {
        self.0.flush()?;
        Ok(self.0.into_inner().into_inner())
    }

    /// Writes a message and those to whom it went.
    fn message(&mut self, base: &str, header: usize, read: &dyn Message) -> io::Result<()> {
        self.properties(base, header, read.properties().iter())?;
        let Some(table) = read.recipient_table() else { return Ok(()) };
        let columns = table.context().columns();
        for (number, row) in table.rows_matrix().enumerate() {
            let mut held = Vec::new();
            for (column, value) in columns.iter().zip(row.columns(table.context())?) {
                if let Some(value) = value {
                    let value = table.read_column(&value, column.prop_type())?;
                    held.push((column.prop_id(), value));
                }
            }
            let base = format!("{base}/__recip_version1.0_#{number:08X}");
            self.properties(&base, PART, held.iter().map(|(tag, value)| (tag, value)))?;
        }
        Ok(())
    }

    /// Writes an attachment; one without content cannot be read.
    fn attachment(
        &mut self,
        base: &str,
        number: usize,
        read: Option<&dyn Attachment>,
    ) -> io::Result<()> {
        let base = format!("{base}/__attach_version1.0_#{number:08X}");
        let Some(read) = read else { return self.properties(&base, PART, std::iter::empty()) };
        let told = read.properties().iter().filter(|(tag, _)| **tag != 0x3701);
        self.properties(&base, PART, told)?;
        match read.data() {
            Some(AttachmentData::Binary(data)) => {
                self.stream(&format!("{base}/__substg1.0_37010102"), data.buffer())
            }
            Some(AttachmentData::Message(inner)) => {
                let base = format!("{base}/__substg1.0_3701000D");
                self.message(&base, NESTED, inner.as_ref())?;
                for (number, _) in rows(inner.attachment_table()).iter().enumerate() {
                    self.attachment(&base, number, None)?;
                }
                Ok(())
            }
            None => Ok(()),
        }
    }

    fn properties<'p>(
        &mut self,
        base: &str,
        header: usize,
        all: impl Iterator<Item = (&'p u16, &'p PropertyValue)>,
    ) -> io::Result<()> {
        self.0.create_storage_all(if base.is_empty() { "/" } else { base })?;
        let mut fixed = vec![0; header];
        for (tag, value) in all {
            let number = match value {
                PropertyValue::Integer16(n) => i64::from(*n),
                PropertyValue::Integer32(n) => i64::from(*n),
                PropertyValue::Integer64(n) | PropertyValue::Time(n) => *n,
                PropertyValue::Unicode(text) => {
                    let wide: Vec<u8> =
                        text.buffer().iter().flat_map(|unit| unit.to_le_bytes()).collect();
                    self.stream(&format!("{base}/__substg1.0_{tag:04X}001F"), &wide)?;
                    continue;
                }
                PropertyValue::String8(text) => {
                    self.stream(&format!("{base}/__substg1.0_{tag:04X}001E"), text.buffer())?;
                    continue;
                }
                PropertyValue::Binary(data) => {
                    self.stream(&format!("{base}/__substg1.0_{tag:04X}0102"), data.buffer())?;
                    continue;
                }
                _ => continue,
            };
            fixed.extend([0; 2]);
            fixed.extend(tag.to_le_bytes());
            fixed.extend([0; 4]);
            fixed.extend(number.to_le_bytes());
        }
        self.stream(&format!("{base}/__properties_version1.0"), &fixed)
    }

    fn stream(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.0.create_stream(path)?.write_all(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_laid_out_as_a_file() {
        let mut file = MessageFile::new().expect("memory");
        let time = PropertyValue::Time(134_260_003_310_000_000);
        file.properties("", OUTER, [(&0x39, &time)].into_iter()).expect("memory");
        file.attachment("", 0, None).expect("memory");
        let bytes = file.finish().expect("memory");
        let mail = build::of_file(&bytes, &Limits::default()).expect("a message");
        let mail = String::from_utf8(mail).expect("ASCII");
        assert!(mail.contains("Date: Mon, 15 Jun 2026 12:32:11 +0000\r\n"), "{mail}");
        assert!(mail.contains("Content-Transfer-Encoding: x-missing"), "{mail}");
    }

    #[test]
    fn what_is_no_store_is_none() {
        assert!(!is_store(b"!BDNxxxxSO") && !is_store(b"!BDN") && is_store(b"!BDNxxxxSM"));
        for bytes in [&b"!BDNxxxxSM"[..], b"", &[0xFF; 4096]] {
            assert!(as_mailbox(bytes, &Limits::default()).is_err());
        }
    }
}
